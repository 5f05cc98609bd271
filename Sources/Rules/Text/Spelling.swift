import Foundation

extension String {
  /// An id of the caller's in the form in which slips for it are found: without spaces, hidden characters and capitals, and
  /// with its letters put together. Two ids are two people however near they are; who means one mostly means the other.
  package var spelling: String {
    if utf8.allSatisfy({ $0 < 0x80 }) {
      return String(decoding: utf8.lazy.filter { $0 > 0x20 && $0 != 0x7F }, as: UTF8.self).lowercased()
    }
    return String(String.UnicodeScalarView(foldedName.unicodeScalars.filter { !$0.isUnseen }))
  }

  /// What tells one person from another among ids of the caller's: an address is one person in any capitals, and nobody is
  /// told apart by spaces, hidden characters and how letters are put together. Other ids may differ in capitals only, as
  /// the short ones of Salesforce do.
  package var personSpelling: String { contains("@") ? spelling : withoutHidden }

  /// The id without spaces and hidden characters.
  package var withoutHidden: String {
    String(String.UnicodeScalarView(unicodeScalars.filter { !$0.isUnseen }))
  }

  /// The id without spaces and hidden characters at its ends.
  package var withoutHiddenEnds: String {
    let scalars = unicodeScalars
    guard let start = scalars.firstIndex(where: { !$0.isUnseen }),
      let end = scalars.lastIndex(where: { !$0.isUnseen })
    else { return "" }
    return String(scalars[start...end])
  }

  /// Other ids for which this one may be a slip, as people write them.
  package var tidierSpellings: [String] {
    var found: [String] = []
    let tidy = withoutHiddenEnds
    for name in [tidy, tidy.lowercased(), spelling].flatMap({
      [$0, $0.precomposedStringWithCanonicalMapping]
    }) where ![self, ""].contains(where: { $0.utf8.elementsEqual(name.utf8) }) {
      if !found.contains(where: { $0.utf8.elementsEqual(name.utf8) }) { found.append(name) }
    }
    return found
  }

  /// Whether it begins or ends with a space, a control character, or another one that nobody sees.
  package var hasHiddenEnds: Bool {
    unicodeScalars.first?.isUnseen ?? false || unicodeScalars.last?.isUnseen ?? false
  }

  /// In what two ids differ that are spelt the same otherwise.
  package func difference(from other: String) -> String {
    // Strings are equal where their letters are, however they are put together.
    if self == other { return "in how its letters are encoded" }
    if foldedName == other.foldedName { return "in capitals" }
    let shown = [self, other].map { $0.unicodeScalars.filter { !$0.isUnseen || $0 == " " } }
    return shown[0].elementsEqual(unicodeScalars) && shown[1].elementsEqual(other.unicodeScalars)
      ? "in capitals or spaces" : "in characters that nobody sees"
  }
}

extension Unicode.Scalar {
  /// Beside what a terminal would act upon, spaces: in an id nobody sees them either.
  fileprivate var isUnseen: Bool {
    if value < 0x80 { return value <= 0x20 || value == 0x7F }
    return properties.isWhitespace || properties.isDefaultIgnorableCodePoint
      || properties.generalCategory == .control
  }
}
