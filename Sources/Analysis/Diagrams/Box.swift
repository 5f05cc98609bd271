/// States that lie, in each of some dimensions, in one of some cells; in the others anywhere.
package struct Box: Sendable, Hashable {
  /// By dimension: the cells, ascending, never all of them and never none.
  package fileprivate(set) var sides: [Int: [Int]]

  package init(_ sides: [Int: [Int]] = [:]) {
    self.sides = sides
  }

  /// The dimensions in which it is bounded, ascending.
  package var dimensions: [Int] { sides.keys.sorted() }

  package func contains(_ cells: (Int) -> Int) -> Bool {
    sides.allSatisfy { $0.value.contains(cells($0.key)) }
  }

  /// Whether all states of another box are states of this one.
  package func contains(_ other: Box) -> Bool {
    sides.allSatisfy { dimension, side in
      // There are few cells: to look through them takes less time than to make a set of them.
      other.sides[dimension]?.allSatisfy(side.contains) ?? false
    }
  }
}

extension DiagramStore {
  /// The states for which a function gives a wanted answer, as few and as large boxes. Together they are exactly those
  /// states, however they are cut; they may overlap.
  ///
  /// - Parameters:
  ///   - cells: how many cells a dimension has.
  ///   - limit: boxes at most; what lies beyond them is left out.
  /// - Returns: the boxes, and whether they are all of the states.
  package func boxes(
    of diagram: Diagram, where isWanted: (Int32) -> Bool, cells: (Int) -> Int, limit: Int = 10_000
  ) -> (boxes: [Box], areAll: Bool) {
    var boxes: [Box] = []
    var leads: [Diagram: Bool] = [:]
    var areAll = true
    func collect(_ diagram: Diagram, _ sides: [Int: [Int]]) {
      guard leadsAnywhere(diagram, isWanted, &leads) else { return }
      guard boxes.count < limit else {
        areAll = false
        return
      }
      guard let dimension = dimension(of: diagram) else {
        boxes.append(Box(sides))
        return
      }
      var order: [Diagram] = []
      var groups: [Diagram: [Int]] = [:]
      for (cell, branch) in branches(of: diagram).enumerated() {
        if groups[branch] == nil { order.append(branch) }
        groups[branch, default: []].append(cell)
      }
      for branch in order {
        var longer = sides
        longer[dimension] = groups[branch]
        collect(branch, longer)
      }
    }
    collect(diagram, [:])
    // The least bounded first: what lies in one that has grown need not grow itself.
    let order = boxes.enumerated().sorted {
      ($0.element.sides.count, $0.offset) < ($1.element.sides.count, $1.offset)
    }
    var large: [Box] = []
    var effort = Self.mostEffort
    for (_, box) in order {
      // Those that are left when it has taken too long stay as they are: they say the same in more words.
      guard effort > 0 else {
        large.append(box)
        continue
      }
      effort -= large.count
      if large.contains(where: { $0.contains(box) }) { continue }
      large.append(grown(box, in: diagram, where: isWanted, cells: cells, &effort))
    }
    return (Self.needed(large), areAll)
  }

  /// Nodes that are looked at, and boxes that are compared, to make boxes larger.
  private static let mostEffort = 1_000_000

  /// Whether a function gives a wanted answer in all of a box.
  private func isWanted(
    _ diagram: Diagram, in box: Box, _ isWanted: (Int32) -> Bool, _ known: inout [Diagram: Bool],
    _ effort: inout Int
  ) -> Bool {
    guard let dimension = dimension(of: diagram) else { return diagram.answer.map(isWanted) ?? false }
    effort -= 1
    if let result = known[diagram] { return result }
    let branches = branches(of: diagram)
    let cells = box.sides[dimension] ?? Array(branches.indices)
    let result = cells.allSatisfy { self.isWanted(branches[$0], in: box, isWanted, &known, &effort) }
    known[diagram] = result
    return result
  }

  /// The box with every cell added that may be, the last dimensions first: boxes may overlap then, and say less.
  private func grown(
    _ box: Box, in diagram: Diagram, where isWanted: (Int32) -> Bool, cells: (Int) -> Int,
    _ effort: inout Int
  ) -> Box {
    var box = box
    for dimension in box.dimensions.reversed() {
      let side = box.sides[dimension, default: []]
      var added = side
      for cell in 0..<cells(dimension) where !side.contains(cell) {
        var other = box
        other.sides[dimension] = [cell]
        var known: [Diagram: Bool] = [:]
        if self.isWanted(diagram, in: other, isWanted, &known, &effort) { added.append(cell) }
      }
      box.sides[dimension] = added.count == cells(dimension) ? nil : added.sorted()
    }
    return box
  }

  /// Without the boxes that lie in another one.
  private static func needed(_ boxes: [Box]) -> [Box] {
    // Quadratic, so not for very many.
    guard boxes.count <= 1_000 else { return boxes }
    var needed: [Box] = []
    for box in boxes where !needed.contains(where: { $0.contains(box) }) {
      needed.removeAll { box.contains($0) }
      needed.append(box)
    }
    return needed
  }

  private func leadsAnywhere(
    _ diagram: Diagram, _ isWanted: (Int32) -> Bool, _ known: inout [Diagram: Bool]
  ) -> Bool {
    if let answer = diagram.answer { return isWanted(answer) }
    if let leads = known[diagram] { return leads }
    var leads = false
    for branch in branches(of: diagram) where !leads { leads = leadsAnywhere(branch, isWanted, &known) }
    known[diagram] = leads
    return leads
  }
}
