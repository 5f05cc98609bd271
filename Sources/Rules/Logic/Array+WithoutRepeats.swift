extension Array where Element: Hashable {
  /// Each value once, in the order of its first place.
  package var withoutRepeats: [Element] {
    guard count > 1 else { return self }
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}
