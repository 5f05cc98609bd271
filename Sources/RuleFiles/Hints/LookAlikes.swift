/// Letters that look like those of ids and are none.
enum LookAlikes {
  /// A text in the letters of ids, as far as each has one that looks like it or that people write in its place.
  static func plain(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      if let letters = letters[scalar] {
        result += letters
      } else if !isInvisible(scalar) {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// The first letter that looks just like one of ids, and what it is.
  static func disguised(in text: String) -> (letter: Unicode.Scalar, script: String, plain: String)? {
    for scalar in text.unicodeScalars {
      guard let letters = letters[scalar], let script = script(of: scalar) else { continue }
      return (scalar, script, letters)
    }
    return nil
  }

  private static func script(of scalar: Unicode.Scalar) -> String? {
    switch scalar.value {
    case 0x0370...0x03FF: "Greek"
    case 0x0400...0x04FF: "Cyrillic"
    case 0xFF01...0xFF5E: "full-width"
    default: nil
    }
  }

  private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isDefaultIgnorableCodePoint
  }

  private static let letters: [Unicode.Scalar: String] = {
    var letters: [Unicode.Scalar: String] = [
      "æ": "ae", "Æ": "ae", "ø": "oe", "Ø": "oe", "å": "aa", "Å": "aa", "ß": "ss", "ł": "l", "Ł": "l",
      "đ": "d",
      "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "―": "-", "−": "-", "­": "", "＿": "_",
    ]
    let accented = [
      "a": "áàâäãąăā", "c": "çćč", "d": "ď", "e": "éèêëęěē", "i": "íìîïī", "n": "ñńň", "o": "óòôöõő",
      "r": "řŕ", "s": "śšş",
      "t": "ťţ", "u": "úùûüůűū", "y": "ýÿ", "z": "źżž",
    ]
    for (plain, others) in accented {
      for scalar in others.unicodeScalars { letters[scalar] = plain }
    }
    for (foreign, latin) in zip("аеорсхуіјѕһԁгпвкмнт".unicodeScalars, "aeopcxyijshdrnbkmht") {
      letters[foreign] = String(latin)
    }
    for (foreign, latin) in zip("αεορνκιτυχ".unicodeScalars, "aeopvkituy") {
      letters[foreign] = String(latin)
    }
    for value in UInt32(0xFF01)...0xFF5E {
      if let wide = Unicode.Scalar(value), let narrow = Unicode.Scalar(value - 0xFEE0) {
        letters[wide] = String(narrow)
      }
    }
    return letters
  }()
}
