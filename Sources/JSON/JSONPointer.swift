/// The way from the root of a document to a value, as RFC 6901 writes it; the root is the empty text.
package struct JSONPointer: Sendable, Hashable, CustomStringConvertible {
  package let description: String

  /// The pointer to the whole document.
  package init() { description = "" }

  private init(_ description: String) { self.description = description }

  /// The pointer to a member of the object that this points to.
  package func appending(_ key: String) -> JSONPointer {
    guard key.utf8.contains(where: { $0 == UInt8(ascii: "~") || $0 == UInt8(ascii: "/") }) else {
      return JSONPointer("\(description)/\(key)")
    }
    var result = "\(description)/"
    for scalar in key.unicodeScalars {
      switch scalar {
      case "~": result += "~0"
      case "/": result += "~1"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return JSONPointer(result)
  }

  /// The pointer to an element of the array that this points to, counted from 0.
  package func appending(_ index: Int) -> JSONPointer { JSONPointer("\(description)/\(index)") }

  /// Byte for byte, where strings would compare by canonical equivalence.
  package static func == (left: Self, right: Self) -> Bool {
    left.description.utf8.elementsEqual(right.description.utf8)
  }
}

extension JSONPointer: Comparable {
  /// The order of the bytes.
  package static func < (left: Self, right: Self) -> Bool {
    left.description.utf8.lexicographicallyPrecedes(right.description.utf8)
  }
}
