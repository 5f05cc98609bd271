import Rules

/// What the journeys of one group have in common.
package struct ReportGroup: Sendable, Hashable {
  /// One for each dimension; nil where it is not known.
  package let values: [String?]
  /// What the names of its cells begin with, such as `persona=end-user,market=b2b/`; empty where nothing is grouped.
  package let prefix: String

  init(of record: JourneyRecord, in frame: ReportFrame) {
    self.init(frame.dimensions.map { $0.value(of: record, in: frame.vocabulary) }, frame.dimensions)
  }

  private init(_ values: [String?], _ dimensions: [ReportDimension]) {
    self.values = values
    let parts = zip(dimensions, values).map { "\($0.name)=\($1 ?? "")" }
    prefix = parts.isEmpty ? "" : "\(parts.joined(separator: ","))/"
  }

  package static func == (left: Self, right: Self) -> Bool { left.values == right.values }
  package func hash(into hasher: inout Hasher) { hasher.combine(values) }

  /// The values of its columns.
  var reportValues: [ReportValue] { values.map { $0.map { .text($0) } ?? .unknown } }

  /// Its columns.
  static func columns(_ dimensions: [ReportDimension]) -> [ReportColumn] {
    dimensions.map { ReportColumn($0.name, in: "by", $0.name.uppercased()) }
  }

  /// By the bytes of the values, those not known last.
  static func precedes(_ left: Self, _ right: Self) -> Bool {
    for (left, right) in zip(left.values, right.values) where left != right {
      guard let left, let right else { return right == nil }
      return bytesPrecede(left, right)
    }
    return false
  }
}

/// A value for each group that has a journey.
struct GroupTable<Value> {
  private let frame: ReportFrame
  private let makeValue: () -> Value
  private var indexes: [[String?]: Int] = [:]
  private(set) var groups: [ReportGroup] = []
  var values: [Value] = []

  init(_ frame: ReportFrame, _ makeValue: @escaping () -> Value) {
    self.frame = frame
    self.makeValue = makeValue
  }

  /// The index of the group of a journey in `groups` and `values`.
  mutating func index(of record: JourneyRecord) -> Int {
    if frame.dimensions.isEmpty, !groups.isEmpty { return 0 }
    let key = frame.dimensions.map { $0.value(of: record, in: frame.vocabulary) }
    if let index = indexes[key] { return index }
    indexes[key] = groups.count
    groups.append(ReportGroup(of: record, in: frame))
    values.append(makeValue())
    return groups.count - 1
  }

  /// In the order in which they are shown; one group of nobody where nothing is grouped and nobody is there.
  var inOrder: [(group: ReportGroup, value: Value)] {
    if groups.isEmpty, frame.dimensions.isEmpty {
      return [(ReportGroup(of: JourneyRecord(journey: ""), in: frame), makeValue())]
    }
    return zip(groups, values).map { ($0, $1) }.sorted { ReportGroup.precedes($0.group, $1.group) }
  }
}
