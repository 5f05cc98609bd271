import Diagnostics
import RuleFiles

/// A CSV file as it comes: a first line that names the columns, then rows, of each of which a JSON object is made.
struct CSVInput: ~Copyable, LineSource {
  private var source: ByteSource
  private var stream = SheetStream()
  /// Which value of the object each column holds; set once the first line was read.
  var columns = CSVColumns([])

  var name: String { source.name }
  var descriptor: CInt { source.descriptor }
  var isAtEnd: Bool { stream.hasEnded }
  init(_ source: consuming ByteSource) { self.source = source }

  /// Whether a file is CSV by its name.
  static func isNamed(_ path: String) -> Bool {
    let name = path.lowercased()
    return name.hasSuffix(".csv") || name.hasSuffix(".tsv")
  }

  /// Reads the first line: the names of the columns with their places.
  mutating func header() throws(Failure) -> [Sheet.Cell] {
    var row = try next()
    while row == nil, !isAtEnd {
      try fill()
      row = try next()
    }
    guard let row else {
      throw Failure(.findings, "\(name): it is empty; its first line names the columns")
    }
    if let problem = row.problems.first { throw failure(problem) }
    return row.record.cells
  }

  mutating func batch(count: Int, size: Int, waits: Bool) throws(Failure) -> [StateText] {
    var batch: [StateText] = []
    var total = 0
    while batch.count < count, total < size {
      if let row = try next() {
        let text = columns.text(of: row, separatedBy: stream.separator ?? UInt8(ascii: ","))
        batch.append(text)
        total += text.bytes.count
      } else if isAtEnd {
        break
      } else {
        guard waits && batch.isEmpty || source.isReady else { break }
        try fill()
      }
    }
    return batch
  }

  private mutating func next() throws(Failure) -> SheetStream.Row? {
    do throws(Sheet.Problem) {
      return try stream.next()
    } catch {
      throw failure(error)
    }
  }

  private mutating func fill() throws(Failure) {
    try stream.fill { (bytes) throws(Failure) in try source.read(into: &bytes) }
  }

  private func failure(_ problem: Sheet.Problem) -> Failure {
    let span = problem.span
    return Failure(.findings, "\(name):\(span.line):\(span.column): \(problem.message)", help: problem.help)
  }
}
