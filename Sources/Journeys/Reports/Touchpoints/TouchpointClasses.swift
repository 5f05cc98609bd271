import Rules

/// The sorts that touchpoints fall into by what the book says of them.
enum TouchpointClasses {
  /// One for each sort, in one order for all: its value, or `not said`.
  static func values(of touchpoint: Touchpoint?) -> [(sort: String, value: String)] {
    [
      ("ownership", touchpoint?.ownership?.rawValue ?? unsaid),
      ("medium", touchpoint?.medium?.rawValue ?? unsaid),
      ("influence", touchpoint?.influence?.rawValue ?? unsaid),
    ]
  }

  /// All that there are, in the order in which they are shown.
  static let all: [(sort: String, value: String)] =
    Ownership.allCases.map { ("ownership", $0.rawValue) } + [("ownership", unsaid)]
    + Medium.allCases.map { ("medium", $0.rawValue) } + [("medium", unsaid)]
    + Influence.allCases.map { ("influence", $0.rawValue) } + [("influence", unsaid)]

  private static let unsaid = "not said"

  static func place(of sort: String, _ value: String) -> Int {
    all.firstIndex { $0.sort == sort && $0.value == value } ?? 0
  }
}
