import Diagnostics
import Foundation
import RuleFiles
import Rules

/// What it costs to load the rows of a table, beside the same rules written out.
enum Tables {
  /// How the same rules are written.
  enum Form: String, CaseIterable {
    case rules, yaml, csv
  }

  static func measure(rows: Int) throws {
    let books = Form.allCases.map { ($0, files($0, rows)) }
    for (form, files) in books where RuleBook.load(files).book?.rules.count != rows {
      FileHandle.standardError.write(Data("\(form) does not load\n".utf8))
      exit(1)
    }
    // By turns, so that whatever else the machine does meets all alike.
    var times: [Form: [Double]] = [:]
    for _ in 0..<7 {
      for (form, files) in books {
        let began = Measure.processorTime()
        _ = RuleBook.load(files)
        times[form, default: []].append(Double(Measure.processorTime() - began) / 1e6)
      }
    }
    let median = times.mapValues { $0.sorted()[$0.count / 2] }
    let memory = try Dictionary(uniqueKeysWithValues: Form.allCases.map { ($0, try memoryInChild($0, rows)) })
    guard let rules = median[.rules], let least = memory[.rules] else { return }
    print("\(rows) rows: processor time to load, and memory of the loaded book and at most")
    for form in Form.allCases {
      guard let time = median[form], let used = memory[form] else { continue }
      print(
        String(
          format: "%-6@ %6.0f ms  %4.2f   %5.1f MiB  %4.2f   %5.1f MiB  %4.2f", form.rawValue as NSString,
          time,
          time / rules, used.book, used.book / least.book, used.peak, used.peak / least.peak))
    }
  }

  /// Loads a book in this process, which has done nothing else, and prints what it takes.
  static func printMemory(_ form: Form, rows: Int) {
    let files = files(form, rows)
    let before = Measure.residentMemory()
    let book = RuleBook.load(files).book
    let after = Measure.residentMemory()
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    print("\(after - before) \(Double(usage.ru_maxrss) / 1024 - before) \(book?.rules.count ?? 0)")
  }

  private static func memoryInChild(_ form: Form, _ rows: Int) throws -> (book: Double, peak: Double) {
    let output = String(
      decoding: try Measure.output(of: ["tables", "\(rows)", form.rawValue]), as: UTF8.self)
    let numbers = output.split(separator: " ").compactMap { Double($0) }
    return numbers.count >= 2 ? (numbers[0], numbers[1]) : (0, 0)
  }

  // MARK: The books

  private static func files(_ form: Form, _ rows: Int) -> [SourceFile] {
    var text = words
    var sheet = "id,stage,persona,pain_points,account.employees,recommend,score,because\n"
    switch form {
    case .rules: text += "rules:\n"
    case .yaml:
      text += "tables:\n  t:\n    when: {market: b2b}\n"
      text +=
        "    columns: [id, stage, persona, pain_points, account.employees, recommend, score, because]\n    rows:\n"
    case .csv: text += "tables:\n  t: {when: {market: b2b}, rows: t.csv}\n"
    }
    for row in 0..<rows {
      let stages = row % 3 == 0 ? ["s\(row % 7)", "s\(row % 7 + 1)"] : ["s\(row % 7)"]
      let list = stages.count == 1 ? stages[0] : "[\(stages.joined(separator: ", "))]"
      let (persona, pain, employees) = ("p\(row % 11)", "w\(row % 13)", row % 500)
      let (action, score) = ("a\(row % 50)", row % 100)
      switch form {
      case .rules:
        text +=
          "  t/row-\(row):\n    when: {market: b2b, stage: \(list), persona: \(persona), pain_points: \(pain), account.employees: \(employees)}\n"
          + "    recommend: {action: \(action), score: \(score)}\n    because: \"Because of row \(row)\"\n"
      case .yaml:
        text +=
          "      - [row-\(row), \(list), \(persona), \(pain), \(employees), \(action), \(score), \"Because of row \(row)\"]\n"
      case .csv:
        sheet +=
          "row-\(row),\(stages.joined(separator: "|")),\(persona),\(pain),\(employees),\(action),\(score),Because of row \(row)\n"
      }
    }
    return [SourceFile(path: "book.yaml", bytes: Array(text.utf8))]
      + (form == .csv ? [SourceFile(path: "t.csv", bytes: Array(sheet.utf8))] : [])
  }

  private static var words: String {
    func ids(_ letter: String, _ count: Int, _ body: String) -> String {
      "{" + (0..<count).map { "\(letter)\($0): \(body)" }.joined(separator: ", ") + "}\n"
    }
    return "markets: {b2b: }\nattributes: {account.employees: int}\nstages: \(ids("s", 8, "{phase: before}"))"
      + "personas: \(ids("p", 11, ""))pain_points: \(ids("w", 13, ""))actions: \(ids("a", 50, "{kind: k}"))"
  }
}
