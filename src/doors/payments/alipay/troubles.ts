import { ProviderTrouble, type TroubleWord } from '../provider-trouble.ts'

/** What Alipay says (`sub_code`) → what we call it. */
const words: Record<string, TroubleWord> = {
  'ACQ.TRADE_NOT_EXIST': 'notFound',
  'ACQ.TRADE_HAS_SUCCESS': 'alreadyPaid',
  'ACQ.TRADE_HAS_FINISHED': 'alreadyPaid',
  'ACQ.TRADE_HAS_CLOSE': 'closed',
  'ACQ.SELLER_BALANCE_NOT_ENOUGH': 'noFunds',
  'ACQ.SYSTEM_ERROR': 'busy',
  'aop.ACQ.SYSTEM_ERROR': 'busy',
  'isp.unknow-error': 'busy',
  'isv.invalid-signature': 'credentials',
  'isv.invalid-app-id': 'credentials',
  'isv.app-call-limited': 'busy',
  'isp.bill_not_exist': 'notFound',
}

/** A no of the gateway in our words. */
export function troubleOf({ code, sub_code, sub_msg, msg }: Record<string, unknown>): ProviderTrouble {
  const detail = typeof sub_code === 'string' ? sub_code : String(code)
  const text = [sub_msg, msg].find((one): one is string => typeof one === 'string')
  return new ProviderTrouble('alipay', words[detail] ?? wordOf(String(code)), detail, text)
}

function wordOf(code: string): TroubleWord {
  if (code === '20000') return 'busy'
  return code === '20001' || code === '40006' ? 'credentials' : 'refused'
}
