/** Where this buyer pays: inside an app whose wallet is at hand, on a phone, or at a computer. */
export function payDevice(userAgent: string = navigator.userAgent): 'wechat' | 'alipay' | 'phone' | 'desk' {
  if (/MicroMessenger/i.test(userAgent)) return 'wechat'
  if (/AlipayClient/i.test(userAgent)) return 'alipay'
  return /Mobi|Android|iPhone|iPad/i.test(userAgent) ? 'phone' : 'desk'
}
