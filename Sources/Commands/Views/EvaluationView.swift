import CEL
import Decisions
import Diagnostics
import Foundation
import JSON
import RuleFiles
import Rules

/// What came of an expression, for people and for programs.
struct EvaluationView {
  private let evaluation: Evaluation
  private let type: Type
  private let place: (SourceSpan, String)?
  private let name: String

  init(_ evaluation: Evaluation, type: Type, of text: String, named name: String) {
    self.evaluation = evaluation
    self.type = type
    self.name = name
    if case .error(let error) = evaluation.value {
      place = (SourceSpan(of: error.range, in: text), error.message)
    } else {
      place = nil
    }
  }

  /// Where and why there is no value; nil where there is one, or one that is not known.
  var failure: String? {
    place.map { span, message in "\(name):\(span.line):\(span.column): \(message)" }
  }

  var text: String {
    let value =
      switch evaluation.value {
      case .unknown: "unknown"
      case let value: value.literalText.visibleAsInJSON
      }
    var lines = ["value  \(value)", "type   \(type)", "steps  \(evaluation.steps)"]
    if case .unknown = evaluation.value, !evaluation.unknown.isEmpty {
      lines.append("not known: \(evaluation.unknown.joined(separator: ", ").visible)")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  var json: [UInt8] {
    var writer = JSONWriter()
    writer.object {
      $0.member("type", "\(type)")
      switch evaluation.value {
      case .unknown: $0.array("unknown", of: evaluation.unknown)
      case .error:
        if let (span, message) = place {
          $0.object("error") {
            $0.member("message", message)
            $0.member("line", Int(span.line))
            $0.member("column", Int(span.column))
          }
        }
      case let value: $0.member("value") { value.write(to: &$0) }
      }
      $0.member("steps", Int(evaluation.steps))
    }
    return writer.bytes
  }
}

extension Value {
  /// The most values within one that are printed. A value whose parts are shared can be written in few steps, and
  /// be larger than any memory when it is written out.
  static let shownParts = 100_000

  var isShowable: Bool {
    var left = Self.shownParts
    return countParts(&left)
  }

  private func countParts(_ left: inout Int) -> Bool {
    left -= 1
    guard left >= 0 else { return false }
    switch self {
    case .list(let list): return list.elements.allSatisfy { $0.countParts(&left) }
    case .map(let map): return map.entries.allSatisfy { $0.value.countParts(&left) }
    case .optional(let boxed): return boxed?.value.countParts(&left) ?? true
    default: return true
    }
  }

  /// As JSON: instants and durations as texts, bytes in base64, the keys of a map as texts.
  fileprivate func write(to writer: inout JSONWriter) {
    switch self {
    case .null, .unknown, .error: writer.null()
    case .bool(let value): writer.bool(value)
    case .int(let value): writer.int(value)
    case .uint(let value):
      if let value = Int64(exactly: value) { writer.int(value) } else { writer.string("\(value)") }
    case .double(let value):
      if value.isFinite { writer.double(value) } else { writer.string(value.specialText) }
    case .string(let text): writer.string(text)
    case .bytes(let bytes): writer.string(Data(bytes).base64EncodedString())
    case .timestamp(let instant): writer.string(instant.description)
    case .duration(let duration): writer.string(duration.description)
    case .type(let kind): writer.string(kind.name)
    case .optional(let boxed): if let boxed { boxed.value.write(to: &writer) } else { writer.null() }
    case .list(let list):
      writer.array(of: list.elements) { $1.write(to: &$0) }
    case .map(let map):
      writer.object {
        for (key, value) in map.entries { $0.member(named: key.keyText) { value.write(to: &$0) } }
      }
    }
  }

  private var keyText: String { if case .string(let text) = self { text } else { literalText } }

  /// As an expression would write it.
  fileprivate var literalText: String {
    switch self {
    case .uint(let value): return "\(value)u"
    case .double(let value):
      guard value.isFinite else { return value.specialText }
      var writer = JSONWriter()
      writer.double(value)
      let text = String(decoding: writer.bytes, as: UTF8.self)
      return text.contains(where: { ".e".contains($0) }) ? text : text + ".0"
    case .bytes(let bytes): return "base64.decode(\"\(Data(bytes).base64EncodedString())\")"
    case .timestamp(let instant): return "timestamp(\"\(instant)\")"
    case .duration(let duration): return "duration(\"\(duration)\")"
    case .type(let kind): return kind.name
    case .optional(let boxed):
      return boxed.map { "optional.of(\($0.value.literalText))" } ?? "optional.none()"
    case .list(let list): return "[\(list.elements.map(\.literalText).joined(separator: ", "))]"
    case .map(let map):
      return
        "{\(map.entries.map { "\($0.key.literalText): \($0.value.literalText)" }.joined(separator: ", "))}"
    case .null, .bool, .int, .string, .unknown, .error:
      var writer = JSONWriter()
      write(to: &writer)
      return String(decoding: writer.bytes, as: UTF8.self)
    }
  }
}

extension Double {
  /// As CEL's texts say what is no finite number; a NaN has no sign.
  fileprivate var specialText: String { isNaN ? "NaN" : self < 0 ? "-Infinity" : "Infinity" }
}
