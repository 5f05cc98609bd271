import Foundation
import Testing
import TestSupport

/// A way in which somebody changes rule files, and what must be there before.
struct RuleChange: Sendable, CustomTestStringConvertible {
  let testDescription: String
  var prepare: @Sendable (TestFolder) throws -> Void = { _ in }
  let apply: @Sendable (TestFolder) throws -> Void

  private static let edited = "rules/rules.yaml"

  static let all: [RuleChange] = [
    RuleChange(testDescription: "written in place") {
      try $0.write(try $0.read(edited).replacing("score: 80", with: "score: 81"), to: edited)
    },
    RuleChange(testDescription: "a new file renamed over the old one") {
      try $0.replace(edited, with: try $0.read(edited).replacing("score: 80", with: "score: 82"))
    },
    RuleChange(testDescription: "a new file") {
      try $0.write(Samples.extraRule(score: 1), to: "rules/more.yml")
    },
    RuleChange(testDescription: "a new folder with a file") {
      try $0.write(Samples.extraRule(score: 2), to: "rules/new/and/deep/more.yaml")
    },
    RuleChange(testDescription: "a folder moved in") {
      try $0.write(Samples.extraRule(score: 3), to: "elsewhere/more.yaml")
      try FileManager.default.moveItem(atPath: $0.at("elsewhere"), toPath: $0.at("rules/moved"))
    },
    RuleChange(testDescription: "a deleted file", apply: { try $0.remove(edited) }),
    RuleChange(
      testDescription: "a deleted folder",
      prepare: { try $0.write(Samples.extraRule(score: 4), to: "rules/sub/more.yaml") },
      apply: { try $0.remove("rules/sub") }),
    RuleChange(
      testDescription: "a file saved in a folder below",
      prepare: { try $0.write(Samples.extraRule(score: 5), to: "rules/sub/more.yaml") },
      apply: { try $0.write(Samples.extraRule(score: 6), to: "rules/sub/more.yaml") }),
    RuleChange(testDescription: "a link to a file made to lead to another") {
      try $0.write(Samples.extraRule(score: 7), to: "one.yaml")
      try $0.write(Samples.extraRule(score: 8), to: "two.yaml")
      try $0.link("rules/more.yaml", to: "../one.yaml")
    } apply: {
      try $0.link("rules/more.yaml", to: "../two.yaml")
    },
    RuleChange(testDescription: "a file behind a link saved") {
      try $0.write(Samples.extraRule(score: 9), to: "one.yaml")
      try $0.link("rules/more.yaml", to: "../one.yaml")
    } apply: {
      try $0.write(Samples.extraRule(score: 10), to: "one.yaml")
    },
    RuleChange(testDescription: "a link to a folder made to lead to another") {
      try $0.write(Samples.extraRule(score: 11), to: "one/more.yaml")
      try $0.write(Samples.extraRule(score: 12), to: "two/more.yaml")
      try $0.link("rules/sub", to: "../one")
    } apply: {
      try $0.link("rules/sub", to: "../two")
    },
    RuleChange(testDescription: "the rule directory as a link made to lead to another") {
      try $0.copyBook(to: "two")
      try $0.write(Samples.extraRule(score: 13), to: "two/more.yaml")
      try FileManager.default.moveItem(atPath: $0.at("rules"), toPath: $0.at("one"))
      try $0.link("rules", to: "one")
    } apply: {
      try $0.link("rules", to: "two")
    },
    RuleChange(testDescription: "another rule directory moved to the place of the old one") {
      try $0.copyBook(to: "two")
      try $0.write(Samples.extraRule(score: 14), to: "two/more.yaml")
    } apply: {
      try FileManager.default.moveItem(atPath: $0.at("rules"), toPath: $0.at("one"))
      try FileManager.default.moveItem(atPath: $0.at("two"), toPath: $0.at("rules"))
    },
  ]

  init(
    testDescription: String, prepare: @escaping @Sendable (TestFolder) throws -> Void = { _ in },
    apply: @escaping @Sendable (TestFolder) throws -> Void
  ) {
    self.testDescription = testDescription
    self.prepare = prepare
    self.apply = apply
  }
}
