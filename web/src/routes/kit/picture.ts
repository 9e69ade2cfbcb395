/** Still lives drawn in a few shapes, so that the kit needs no photographs. */
const scene = (ground: string, shape: string) =>
  `data:image/svg+xml,${encodeURIComponent(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 500"><rect width="400" height="500" fill="${ground}"/><ellipse cx="200" cy="428" rx="120" ry="14" fill="#000" opacity=".12"/>${shape}</svg>`,
  )}`

export const lamp = scene(
  '#d9cdbb',
  '<path d="M200 425V230" stroke="#4b4034" stroke-width="7"/><path d="M150 427h100" stroke="#4b4034" stroke-width="12" stroke-linecap="round"/><path d="M120 240c0-70 36-120 80-120s80 50 80 120Z" fill="#f7efe0"/><path d="M120 240h160" stroke="#e2cfa8" stroke-width="6"/>',
)

export const vase = scene(
  '#b9c2b7',
  '<path d="M168 170c0 46-58 74-58 154 0 66 40 104 90 104s90-38 90-104c0-80-58-108-58-154Z" fill="#7c5b45"/><path d="M160 170h80" stroke="#5e4332" stroke-width="12" stroke-linecap="round"/>',
)

export const serum = scene(
  '#e7dad2',
  '<rect x="140" y="220" width="120" height="206" rx="14" fill="#8a4b2c"/><rect x="156" y="286" width="88" height="84" fill="#f4ece2"/><rect x="176" y="150" width="48" height="72" rx="8" fill="#26211d"/>',
)

export const stage = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 360 640" preserveAspectRatio="xMidYMid slice"><defs><linearGradient id="g" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#8d7a66"/><stop offset=".6" stop-color="#5d4c3e"/><stop offset="1" stop-color="#2d241d"/></linearGradient></defs><rect width="360" height="640" fill="url(#g)"/><circle cx="180" cy="236" r="66" fill="#d9b99c"/><path d="M52 640c0-170 50-306 128-306s128 136 128 306Z" fill="#efe6da"/></svg>',
)}`
