import Diagnostics
import DecisionLog
import JSON

/// What came of checking a decision log.
struct LogCheckView {
  private let check: LogCheck

  init(_ check: LogCheck) { self.check = check }

  var text: String {
    var text = check.findings.map { "\($0.place)\($0.message.visible)\n" }.joined()
    if check.unlisted > 0 { text += "\(check.unlisted) more, not listed\n" }
    text += "\(counted(check.lines, "line")) in \(counted(Int64(check.files), "file"))"
    if let first = check.first, let last = check.head?.number { text += ", \(first) to \(last)" }
    text += check.findings.isEmpty ? ": all as they were written\n" : ": something is wrong\n"
    if check.erased > 0 { text += "\(counted(Int64(check.erased), "line")) erased\n" }
    if check.dropped > 0 {
      text += "\(counted(check.dropped, "decision")) dropped when they were made, as the log says\n"
    }
    if check.comparedHeads > 0 { text += "\(counted(Int64(check.comparedHeads), "head")) compared\n" }
    if let head = check.head { text += "head: \(head.number):\(head.text)\n" }
    return text
  }

  var json: [UInt8] {
    var writer = JSONWriter()
    writer.object {
      $0.member("intact", check.findings.isEmpty)
      $0.member("files", check.files)
      $0.member("lines", check.lines)
      if let first = check.first { $0.member("first", first) }
      if let head = check.head {
        $0.member("last", head.number)
        $0.member("head", head.text)
      }
      $0.member("erased", check.erased)
      $0.member("dropped", check.dropped)
      $0.member("heads", check.comparedHeads)
      $0.array("findings", of: check.findings) { writer, finding in
        writer.object {
          $0.member("file", ifPresent: finding.file)
          if let line = finding.line { $0.member("line", line) }
          $0.member("message", finding.message)
        }
      }
      if check.unlisted > 0 { $0.member("unlisted", check.unlisted) }
    }
    writer.newline()
    return writer.bytes
  }

  private func counted(_ count: Int64, _ what: String) -> String {
    "\(count) \(what)\(count == 1 ? "" : "s")"
  }
}

extension LogCheck.Finding {
  fileprivate var place: String {
    guard let file else { return "" }
    return line.map { "\(file):\($0): " } ?? "\(file): "
  }
}
