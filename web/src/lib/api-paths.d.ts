declare module 'virtual:api-paths' {
  export const paths: Readonly<Record<string, string>>
}
declare module 'virtual:further-paths' {
  export const paths: Readonly<Record<string, string>>
}
