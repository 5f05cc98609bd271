import ArgumentParser

/// In which form findings are written: for people, for programs, or for what shows them beside the lines.
enum ReportFormat: String, ExpressibleByArgument, CaseIterable {
  case text, json, sarif, github
}
