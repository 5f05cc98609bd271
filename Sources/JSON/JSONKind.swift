/// What a JSON value is.
@usableFromInline package enum JSONKind: UInt8, Sendable, Hashable, CaseIterable {
  case null, bool, number, string, array, object
}
