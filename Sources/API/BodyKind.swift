/// What kind of body an endpoint takes.
package enum BodyKind: Sendable {
  /// None; what is sent all the same is not looked at.
  case ignored
  case json, lines, jsonOrLines
  /// JSON, or nothing at all.
  case optionalJSON

  package var takesJSON: Bool { self == .json || self == .jsonOrLines || self == .optionalJSON }
  package var takesLines: Bool { self == .lines || self == .jsonOrLines }

  /// Whether something has to be sent.
  package var isRequired: Bool { self != .ignored && self != .optionalJSON }

  /// Whether a body of a media type, in lower case, can be read; nil: none is said, which is read as JSON.
  package func allows(_ mediaType: String?) -> Bool {
    if self == .ignored { return true }
    return switch mediaType {
    case nil, MediaType.json, MediaType.form: takesJSON
    case MediaType.lines: takesLines
    default: false
    }
  }
}
