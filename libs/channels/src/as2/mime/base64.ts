/** Characters of one step; what is there as text at a time. */
const stepCharacters = 1024 * 1024;

/** The octets behind base64 with line ends and blanks (RFC 2045 section 6.8); undefined when there is anything else in it. */
export function fromBase64(text: Buffer): Buffer | undefined {
  const octets = Buffer.allocUnsafeSlow(Math.ceil((text.byteLength * 3) / 4));
  let [end, left, hasEnded] = [0, '', false];
  for (let at = 0; at < text.byteLength; at += stepCharacters) {
    const whole =
      left +
      text
        .subarray(at, at + stepCharacters)
        .toString('latin1')
        .replaceAll(/[ \t\r\n]+/g, '');
    if (!/^[A-Za-z0-9+/]*={0,2}$/.test(whole) || (hasEnded && whole !== '')) return undefined;
    const cut = whole.length - (whole.length % 4);
    end += octets.write(whole.slice(0, cut), end, 'base64');
    hasEnded ||= whole[cut - 1] === '=';
    left = whole.slice(cut);
  }
  end += octets.write(left, end, 'base64');
  return octets.subarray(0, end);
}
