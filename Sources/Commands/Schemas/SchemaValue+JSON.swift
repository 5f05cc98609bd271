import JSON
import RuleFiles

extension SchemaValue {
  /// The schema as text of many lines.
  var json: [UInt8] {
    var writer = JSONWriter()
    write(to: &writer)
    return PrettyJSON.lines(of: writer.bytes)
  }
}
