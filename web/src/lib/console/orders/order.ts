import type { Output } from '#src/lib/contract.ts'
import type { ordersContract } from '#src/modules/orders/contract.ts'

export type Order = Output<(typeof ordersContract)['orders.order']>
