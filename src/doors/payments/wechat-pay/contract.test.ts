import { providerContract } from '../../../../test/stand-ins/provider-contract.ts'
import { openWeChatPay } from '../../../../test/stand-ins/wechat-pay.ts'

providerContract('wechat-pay', { method: 'wechat-pay', currency: 'CNY', open: openWeChatPay })
