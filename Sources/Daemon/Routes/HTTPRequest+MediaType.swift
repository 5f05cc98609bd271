import API
import Books
import Serving

extension HTTPRequest {
  /// What the body is said to be, without parameters, in lower case; nil where nothing is said.
  var mediaType: String? {
    let isSeparator = { (byte: UInt8) in
      byte == UInt8(ascii: ";") || byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
    }
    guard
      let type = header("content-type")?.utf8.drop(while: isSeparator).prefix(while: { !isSeparator($0) }),
      !type.isEmpty
    else { return nil }
    return Substring(type).lowercased()
  }
}
