/** The light build of hls.js ships without types; it is the full one without features we do not use. */
declare module 'hls.js/light' {
  export * from 'hls.js'
  export { default } from 'hls.js'
}
