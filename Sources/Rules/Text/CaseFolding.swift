import Foundation

extension String {
  /// The form in which names are compared: NFC, full Unicode case folding, NFC. ASCII is only lowercased, and what is too
  /// long to be a name is compared as it is, since normalizing it could be slow.
  package var foldedName: String {
    if utf8.count > 1_024 { return self }
    if utf8.allSatisfy({ $0 < 0x80 }) { return lowercased() }
    return
      precomposedStringWithCanonicalMapping
      .folding(options: .caseInsensitive, locale: nil)
      .precomposedStringWithCanonicalMapping
  }
}

/// Ids are ordered by their bytes, whatever the locale.
package func bytesPrecede(_ left: String, _ right: String) -> Bool {
  left.utf8.lexicographicallyPrecedes(right.utf8)
}
