import JSON

extension JSONDocument {
  /// The journey that a state, or a record of one, is about; nil where it names none by a text.
  var journey: String? {
    guard let value = member("journey", of: root), kind(of: value) == .string else { return nil }
    return string(at: value)
  }
}
