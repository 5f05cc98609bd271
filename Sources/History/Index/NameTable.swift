import Rules

/// Names by number: those of journeys, or of accounts. Numbers of removed names are given again.
struct NameTable: Sendable {
  private(set) var names: [String] = []
  private var table = SlotTable()
  private var vacant: [Int32] = []

  func number(of name: String) -> Int32? {
    let key = ExactText(name)
    return table.row(hash: key.hashValue) { ExactText(names[Int($0)]) == key }
  }

  /// The number of a name, a new one where it has none.
  ///
  /// - Returns: the number, and whether it is new.
  mutating func enter(_ name: String) -> (number: Int32, isNew: Bool) {
    if let known = number(of: name) { return (known, false) }
    let number: Int32
    if let free = vacant.popLast() {
      names[Int(free)] = name
      number = free
    } else {
      number = Int32(names.count)
      names.append(name)
    }
    table.insert(number, hash: ExactText(name).hashValue) { [names] in ExactText(names[Int($0)]).hashValue }
    return (number, true)
  }

  mutating func remove(_ number: Int32) {
    table.remove(number, hash: ExactText(names[Int(number)]).hashValue)
    names[Int(number)] = ""
    vacant.append(number)
  }
}
