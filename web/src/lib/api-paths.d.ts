declare module 'virtual:api-paths' {
  export const paths: Readonly<Record<string, string>>
}
