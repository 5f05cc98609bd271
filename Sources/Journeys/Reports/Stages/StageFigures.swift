package import Rules
package import Time

/// What is counted of the episodes in one stage.
package struct StageFigures: Sendable {
  /// Index into `Vocabulary.stages`.
  package let stage: Int
  /// Episodes that were entered in the time that is looked at, seen or unseen.
  package let entered: Int
  package let enteredUnseen: Int
  /// Episodes that go on at the instant of the report.
  package let open: Int
  /// Episodes that ended in the time that is looked at, by the place of the end.
  private let ends: [Int]
  /// Distinct journeys of the cohorts that were in the stage at some time.
  package let reached: Int
  /// Those that had been in each stage before it in the book, in that order.
  package let reachedInOrder: Int
  /// Distinct journeys that entered the stage long enough ago, and those of them that were in a later one soon after.
  package let matureEntered: Int
  package let matureReached: Int
  /// Contacts during its episodes, and those accepted or converted; nil where there is no contact history.
  package let contacts: Int?
  package let acceptedContacts: Int?
  package let curve: StayCurve

  init(stage: Int, _ tally: StageTally, exits: Int) {
    self.stage = stage
    entered = tally.entered
    enteredUnseen = tally.enteredUnseen
    open = tally.open
    ends = tally.ends
    reached = tally.reached
    reachedInOrder = tally.reachedInOrder
    matureEntered = tally.matureEntered
    matureReached = tally.matureReached
    contacts = tally.contacts
    acceptedContacts = tally.acceptedContacts
    curve = StayCurve(tally.stays, exits: exits)
  }

  package var left: Int { ends.reduce(0, +) }
  package func left(by end: StayEnd) -> Int { ends[end.place] }

  /// When shares are shown, from the entry.
  package static let horizons = [7, 14, 30, 90].map { TimeSpan(seconds: $0 * 86_400) }

  /// The last time at which shares are shown; nil where none is.
  package var lastHorizon: TimeSpan? {
    guard let longest = curve.longest else { return nil }
    return Self.horizons.last { $0 <= longest }
  }

  /// The chance to have been lost so long after the entry, over all exits by which customers are; nil beyond the longest
  /// stay.
  package func lost(at time: TimeSpan, _ exits: ItemList<Exit>) -> Double? {
    guard curve.staying(at: time) != nil else { return nil }
    return exits.indices.filter { exits[$0].isLost }
      .compactMap { curve.share(of: .exit($0), at: time) }.reduce(0, +)
  }
}

/// The same while it is counted.
struct StageTally {
  var entered = 0
  var enteredUnseen = 0
  var open = 0
  var ends: [Int]
  var reached = 0
  var reachedInOrder = 0
  var matureEntered = 0
  var matureReached = 0
  var contacts: Int?
  var acceptedContacts: Int?
  var stays: [Stay] = []

  init(exits: Int) { ends = [Int](repeating: 0, count: 2 + exits) }
}
