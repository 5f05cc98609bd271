package import Diagnostics
import Rules

/// Everything that can be wrong with a rule book, except for YAML itself.
package enum RulesDiagnostics {
  /// Each id once, by name.
  package static let catalogue: [DiagnosticID] = all.sorted { bytesPrecede($0.name, $1.name) }

  private static let all: [DiagnosticID] = [
    // Files and sections
    .rootNotAMapping, .emptyFile, .unknownSection, .tooManyDeclarations, .stagesInFiles, .duplicateID,
    .copiedFile, .invalidID, .idTooLong,
    // Shapes and scalars
    .unknownKey, .misplacedKey, .listWithoutBrackets, .missingKey, .missingValue, .expectedMapping,
    .expectedList, .expectedScalar, .emptyList,
    .duplicateEntry, .notAString, .emptyText, .notABool, .notANumber, .infiniteNumber, .notAnInteger,
    .numberOutOfRange, .partOfHundred, .mostHeldOut, .minutesOrMonths, .pointInThousands, .nothingAllowed,
    .commentInText,
    .invalidDuration, .invalidInstant, .invalidClockTime,
    .emptyAvailability, .alreadyOver, .notYetBegun, .invalidLanguageTag, .countryAsLanguage, .commaInText,
    .duplicateLanguage,
    // References
    .aliasInRule, .unknownMarket, .unknownStage, .unknownExit, .unknownPersona, .unknownPainPoint,
    .unknownTrigger, .unknownTouchpoint, .unknownChannel, .unknownAction, .unknownKind, .unknownGroup,
    // Vocabulary and attributes
    .aliasConflict, .unknownPhase, .unknownRole, .unknownMedium, .unknownOwnership, .unknownInfluence,
    .unknownConsent, .invalidAttributePath, .reservedAttribute, .attributePrefix, .builtInAttributeType,
    .unknownType, .valuesWithoutStrings, .valuesMatch,
    // Actions and texts
    .treatmentWithoutChannel, .templateBrace, .templateFact, .foreignTemplate, .personalInTemplate,
    .decisionFactOutsideAlert, .notATemplate,
    // Conditions
    .unknownFact, .emptyCondition, .nestedTooDeep, .presenceWithoutIDs, .idInAnyAndNone, .countWithoutContent,
    .countAlwaysHolds, .boundsCrossed, .emptyWindow, .noComparator, .unknownComparator, .comparatorType,
    .listNeedsHas, .betweenTakesTwo, .bareUpperDate, .absentAndCompared, .emptyRange, .backAndAhead,
    .aheadOfThePast, .backToTheFuture, .moreThanAll, .literalType, .numberRounded,
    .valueNotListed, .textAsItStands, .unknownTimeZone, .unknownDecisionOutcome, .unknownOutcome, .neverHolds,
    // Expressions
    .expressionSyntax, .expressionTooLarge, .expressionName, .expressionField, .expressionFunction,
    .expressionArguments, .expressionNeverEqual, .expressionNotIterable, .expressionPattern, .expressionType,
    // Rules
    .noVerb, .severalVerbs, .detectsTwo, .severityOfTrigger, .placesTwo, .duplicateRecommendation,
    .channelNotOfAction, .suppressesNothing, .allBesideOthers, .exceptsNothing, .exceptAll,
    .unknownAlertSeverity,
    .detectCycle, .detectUnnamed, .placeTestsItself, .detectBeforePlace, .ruleNeverMatches, .stallsNowhere,
    .neverEligible, .duplicate, .unknownOpen,
    // Tables
    .tableColumns, .rowLength, .decimalComma, .emptyTable, .csvFile, .csvSyntax, .csvCell,
    // What is accepted, and how severe it is
    .unknownFinding, .alwaysAnError, .unknownFindingSeverity, .acceptedNothing,
    // Policies
    .duplicatePolicy, .duplicateFallback, .unknownScope, .capWindow, .unknownCalendarUnit, .unknownWeekday,
    .quietHoursEmpty, .quietHoursAlways, .quietByDay,
  ]
}
