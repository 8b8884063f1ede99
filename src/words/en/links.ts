export const links = {
  otherPlane: 'This link has no plane that can be drawn; a random one through the start takes its place.',
  onTheRight: (sentence: string) => `On the right: ${sentence}`,
  notJson: 'This file is not JSON, so it cannot be opened. Choose a file that this page saved.',
  noScene: 'This file holds no scene. Choose a file that this page saved.',
  otherVersion: 'This file was made for another version of the format and cannot be opened.',
  started: 'The first landscape is shown instead.',
  copied: (characters: number) => `Link copied, ${characters.toLocaleString('en')} characters`,
  tooLong: (characters: number, limit: number) => `This scene needs ${characters.toLocaleString('en')} characters; links hold at most ${limit.toLocaleString('en')}. It is saved as a file instead, which “Open a file” reads.`,
  notCopied: 'The browser did not allow copying. The link is in the address bar.',
}
