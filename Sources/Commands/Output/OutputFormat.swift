import ArgumentParser

/// For programs or for people.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
  case json, text
}
