import Analysis
import TestSupport
import Testing

/// Diagrams against tables of all points of a small space.
@Suite struct DiagramTests {
  private let sizes = [3, 2, 4]

  private var points: [[Int]] {
    (0..<3).flatMap { a in (0..<2).flatMap { b in (0..<4).map { c in [a, b, c] } } }
  }

  private func random(_ random: inout SeededRandom, _ store: inout DiagramStore, from dimension: Int = 0)
    throws -> Diagram
  {
    guard dimension < sizes.count, random.chance(80) else {
      return .always(Int32.random(in: 0..<3, using: &random))
    }
    var branches: [Diagram] = []
    for _ in 0..<sizes[dimension] { branches.append(try self.random(&random, &store, from: dimension + 1)) }
    return try store.node(dimension, branches)
  }

  @Test func `combining is what is done at every point, and equal functions are one diagram`() throws {
    var random = SeededRandom.ofThisRun()
    var store = DiagramStore()
    var seen: [[Int32]: Diagram] = [:]
    for _ in 0..<300 {
      let one = try self.random(&random, &store)
      let other = try self.random(&random, &store)
      var memory = DiagramStore.Memory()
      let both = try store.combine(one, other, &memory, settled: { $0 == 0 ? 0 : nil }) {
        $0 == 0 ? 0 : $0 * 3 + $1
      }
      var table: [Int32] = []
      for point in points {
        let left = store.answer(of: one) { point[$0] }
        let right = store.answer(of: other) { point[$0] }
        let answer = store.answer(of: both) { point[$0] }
        #expect(answer == (left == 0 ? 0 : left * 3 + right))
        table.append(answer)
      }
      #expect(seen[table] == nil || seen[table] == both)
      seen[table] = both
      #expect(store.answers(of: both) == Set(table).sorted())
    }
  }

  @Test func `boxes are exactly the states of an answer`() throws {
    var random = SeededRandom.ofThisRun()
    for _ in 0..<200 {
      var store = DiagramStore()
      let diagram = try self.random(&random, &store)
      let (boxes, areAll) = store.boxes(of: diagram, where: { $0 == 1 }, cells: { sizes[$0] })
      #expect(areAll)
      for point in points {
        let isIn = boxes.contains { $0.contains { point[$0] } }
        #expect(isIn == (store.answer(of: diagram) { point[$0] } == 1))
      }
    }
  }

  @Test func `too many nodes are an error and no stall`() throws {
    var store = DiagramStore(limit: 3)
    #expect(throws: DiagramLimit.self) {
      for answer in Int32(0)..<10 { _ = try store.node(0, [.always(answer), .always(answer + 1)]) }
    }
  }

  @Test func `an unbounded region is one box without sides`() {
    let (boxes, _) = DiagramStore().boxes(of: .always(1), where: { $0 == 1 }, cells: { _ in 2 })
    #expect(boxes == [Box()])
  }
}
