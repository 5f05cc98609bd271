/// What bytes beyond ASCII stand for in files that Windows programs wrote.
enum WindowsText {
  /// In Windows-1252; nil for what no letter is.
  static func western(_ byte: UInt8) -> Character? {
    // Whatever is beyond ASCII and no control character is the same in Unicode.
    byte >= 0xA0 ? Character(Unicode.Scalar(byte)) : letters[byte]?.western
  }

  /// In Windows-1250, of central Europe.
  static func central(_ byte: UInt8) -> Character? {
    byte >= 0xA0 ? upper[Int(byte - 0xA0)] : letters[byte]?.central
  }

  /// From 0xA0.
  private static let upper = Array(
    "\u{A0}ˇ˘Ł¤Ą¦§¨©Ş«¬\u{AD}®Ż°±˛ł´µ¶·¸ąş»Ľ˝ľż"
      + "ŔÁÂĂÄĹĆÇČÉĘËĚÍÎĎĐŃŇÓÔŐÖ×ŘŮÚŰÜÝŢß"
      + "ŕáâăäĺćçčéęëěíîďđńňóôőö÷řůúűüýţ˙")

  private static let letters: [UInt8: (western: Character?, central: Character?)] = [
    0x8A: ("Š", "Š"), 0x8C: ("Œ", "Ś"), 0x8D: (nil, "Ť"), 0x8E: ("Ž", "Ž"), 0x8F: (nil, "Ź"),
    0x9A: ("š", "š"), 0x9C: ("œ", "ś"), 0x9D: (nil, "ť"), 0x9E: ("ž", "ž"), 0x9F: ("Ÿ", "ź"),
  ]
}
