import JSON
import RuleFiles

extension BookSchema {
  /// The schema as text of many lines.
  static func json() -> [UInt8] {
    var writer = JSONWriter()
    schema.write(to: &writer)
    return PrettyJSON.lines(of: writer.bytes)
  }
}
