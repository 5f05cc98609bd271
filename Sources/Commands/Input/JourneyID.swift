import Rules

/// What an id of a journey may not be where something is reserved for it or told of it: ids are compared as they are, so it
/// would be somebody else's, or several people's, and a no would close nothing.
enum JourneyID {
  /// What is wrong with it, if anything, and what to write.
  static func mistake(in id: String) -> String? {
    if let detail = SpreadsheetID.mistake(in: id) { return detail }
    if id.hasHiddenEnds {
      let tidy = id.withoutHiddenEnds
      let other = tidy.isEmpty ? "" : ", and would make it another journey than '\(tidy)'"
      return
        "'\(id)' begins or ends with a space or a character that nobody sees\(other): leave it out"
    }
    return AddressForm.mistake(in: id)
  }
}
