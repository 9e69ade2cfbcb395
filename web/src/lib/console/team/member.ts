import type { Role } from '#src/modules/accounts/roles.ts'

export interface Member {
  name: string
  email: string
  roles: Role[]
  invited: boolean
}
