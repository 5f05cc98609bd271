import Rules

/// The attributes that every book has and that mean more than their text: indices into `RuleBook.attributes`.
struct WellKnownAttributes: Sendable {
  /// `account.id`.
  let accountID: Int
  /// `person.language`.
  let language: Int
  /// `person.time_zone`.
  let timeZone: Int

  init(_ book: RuleBook) {
    func index(of path: String) -> Int { book.attributes.firstIndex { $0.path == path } ?? 0 }
    accountID = index(of: "account.id")
    language = index(of: "person.language")
    timeZone = index(of: "person.time_zone")
  }

  var all: [Int] { [accountID, language, timeZone] }
}
