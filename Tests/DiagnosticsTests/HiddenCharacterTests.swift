import Diagnostics
import Testing

/// What is shown as an escape, and what as it is.
@Suite struct HiddenCharacterTests {
  @Test(arguments: [
    "\u{0}", "\u{7}", "\u{1B}", "\u{7F}", "\u{80}", "\u{85}", "\u{9B}", "\u{9F}", "\u{AD}", "\u{34F}",
    "\u{61C}",
    "\u{115F}", "\u{180E}", "\u{200B}", "\u{200E}", "\u{200F}", "\u{2028}", "\u{2029}", "\u{202A}",
    "\u{202E}",
    "\u{2060}", "\u{2064}", "\u{2066}", "\u{2069}", "\u{206F}", "\u{3164}", "\u{FEFF}", "\u{FFF9}",
    "\u{FFFE}",
    "\u{E0001}", "\u{E0041}", "\u{E007F}", "\u{10FFFF}",
  ])
  func `what nobody sees, or a terminal acts upon, is an escape`(_ character: Unicode.Scalar) {
    let number = String(character.value, radix: 16, uppercase: true)
    #expect("a\(character)b".visible == "a\\u{\(number)}b")
    let json = "a\(character)b".visibleAsInJSON
    #expect(json.hasPrefix("a\\u") && json.hasSuffix("b") && json.utf8.allSatisfy { $0 < 0x7F })
    #expect(
      String(decoding: Array("{\"a\(character)b\"}\n".utf8).visibleJSON, as: UTF8.self) == "{\"\(json)\"}\n")
  }

  @Test(arguments: [
    "Überlegung", "größer", "日本語", "العربية", "می‌خواهم", "👩‍💻", "❤️", "e\u{301}", "葛\u{E0100}", "\u{E000}",
    "\u{A0}", "~",
  ])
  func `what is read stays as it is`(_ text: String) {
    #expect(text.visible == text)
    #expect(text.visibleAsInJSON == text)
    #expect(Array(text.utf8).visibleJSON == Array(text.utf8))
  }

  @Test func `a line feed and a tab are told by their names`() {
    #expect("a\n\tb\r".visible == "a\\n\\tb\\u{D}")
    #expect("a\n\tb\r".visibleAsInJSON == "a\\n\\tb\\r")
  }

  @Test func `line feeds between values stay`() {
    #expect(Array("{}\n{\u{1B}}\n".utf8).visibleJSON == Array("{}\n{\\u001b}\n".utf8))
  }
}
