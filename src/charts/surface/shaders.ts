/** Programs of the graphics card. Colours are those of the map's table: tone by shade, where shade is the light of the map's three lamps on the true slope. */

/** Size of the table of colours: the card mixes between its entries. */
export const TONES = 128, SHADES = 17

/** Nodes know their place by their number; only height, tone and slope cross. */
export const SURFACE_VERTEX = /* glsl */ `
precision highp float;
uniform mat4 projectionMatrix;
uniform mat4 viewMatrix;
uniform int columns;
uniform int rows;
uniform vec2 span;
in vec3 node;
in vec2 slope;
out float q;
out float tone;
out vec2 lean;
void main() {
  int i = gl_VertexID % columns;
  int j = gl_VertexID / columns;
  vec2 at = vec2(float(i) / float(columns - 1), float(j) / float(rows - 1)) * 2.0 - 1.0;
  q = node.y;
  tone = node.z;
  lean = slope;
  gl_Position = projectionMatrix * viewMatrix * vec4(span.x * at.x, -span.y * at.y, node.x, 1.0);
}`

/** Bands and iso-lines as on the map: 0.3 of the own tone, 0.7 of the middle of the band; lines as wide at every distance, fewer where they would crowd. */
export const SURFACE_FRAGMENT = /* glsl */ `
precision highp float;
precision highp sampler2D;
uniform sampler2D colours;
uniform sampler2D levels;
uniform sampler2D first;
uniform vec2 range;
uniform float banded;
uniform float density;
uniform float strength;
uniform vec3 ink;
uniform vec2 weights;
in float q;
in float tone;
in vec2 lean;
out vec4 colour;

float lit(vec3 n) {
  float s = 0.7 * (dot(n, vec3(-0.5, 0.5, 0.71)) - 0.707) + 0.15 * (dot(n, vec3(-0.85, -0.1, 0.5)) - 0.5) + 0.15 * (dot(n, vec3(0.1, 0.85, 0.5)) - 0.5);
  s = s < 0.0 ? s / 0.55 : s / 0.2;
  return clamp(1.16 * s / sqrt(1.0 + 0.35 * s * s), -1.0, 1.0);
}
vec3 painted(float t, float s) {
  return texture(colours, vec2((s * ${(SHADES - 1) / 2}.0 + ${SHADES / 2}) / ${SHADES}.0, (t * ${TONES - 1}.0 + 0.5) / ${TONES}.0)).rgb;
}
float line(float pixels, float width) {
  return 1.0 - smoothstep(width - 0.5, width + 0.5, pixels);
}

void main() {
  float wide = max(fwidth(q), 1e-12);
  float t = tone;
  float drawn = 0.0;
  if (banded > 0.0) {
    int at = int(texelFetch(first, ivec2(int(clamp((q - range.x) / (range.y - range.x), 0.0, 0.9999) * 1024.0), 0), 0).r);
    for (int k = 0; k < 6; k++) {
      if (texelFetch(levels, ivec2(at + 1, 0), 0).r > q) break;
      at++;
    }
    vec4 below = texelFetch(levels, ivec2(at, 0), 0);
    vec4 above = texelFetch(levels, ivec2(at + 1, 0), 0);
    t = 0.3 * tone + 0.35 * (below.b + above.b);
    float apart = (above.r - below.r) / wide / density;
    float room = smoothstep(1.5, 5.0, apart);
    float low = mix(line((q - below.r) / wide, 0.6 * density), line((q - below.r) / wide, density), below.g) * mix(weights.x * room, weights.y * max(room, 0.4), below.g);
    float high = mix(line((above.r - q) / wide, 0.6 * density), line((above.r - q) / wide, density), above.g) * mix(weights.x * room, weights.y * max(room, 0.4), above.g);
    drawn = max(low, high);
  }
  vec3 n = normalize(vec3(-lean, 1.0));
  vec3 flat_ = painted(t, 0.0);
  vec3 base = flat_ + (painted(t, lit(n)) - flat_) * strength;
  colour = vec4(mix(base, ink, drawn), 1.0);
}`

export const WALL_VERTEX = /* glsl */ `
precision highp float;
uniform mat4 projectionMatrix;
uniform mat4 viewMatrix;
in vec3 position;
in vec2 look;
out vec2 seen;
void main() {
  seen = look;
  gl_Position = projectionMatrix * viewMatrix * vec4(position, 1.0);
}`

export const WALL_FRAGMENT = /* glsl */ `
precision highp float;
precision highp sampler2D;
uniform sampler2D colours;
uniform float shade;
in vec2 seen;
out vec4 colour;
void main() {
  colour = vec4(texture(colours, vec2(0.5, (clamp(seen.x, 0.0, 1.0) * ${TONES - 1}.0 + 0.5) / ${TONES}.0)).rgb * shade * seen.y, 1.0);
}`
