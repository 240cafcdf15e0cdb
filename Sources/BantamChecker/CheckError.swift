import BantamDiagnostics
import BantamProgram

/// What can be wrong with the meaning of rules. Words: `CheckError+Words.swift`.
public enum CheckError: Error, Sendable {
  // Names
  case unknownName(String, what: String, known: [String], Span)
  case duplicate(String, what: String, Span, first: Span)
  case shadowsField(String, Span)
  case cycle([String], Span)
  case wrongSort(String, is: String, wanted: String, Span, declared: Span)

  // Settings and files
  case unknownEdition(String, Span)
  case unknownZone(String, Span)
  case repeatedSetting(String, Span, first: Span)
  case unreadableList(path: String, reason: String, Span)
  case unknownColumn(String, known: [String], path: String, Span)
  case todayHere(Span)

  // Types and values
  case wrongTest(field: String, type: String, test: String, Span, declared: Span, help: String)
  case notACondition(field: String, type: String, Span, declared: Span)
  case yesNoCompared(field: String, isYes: Bool?, Span, whole: Span)
  case notAChoice(String, field: String, choices: [String], Span, declared: Span)
  case otherCurrency(String, wanted: String, Span)
  case currencyOnNumber(field: String, Span)
  case numberTooFine(String, Span)
  case numberTooLarge(String, Span)
  case divisionByZero(Span)
  case emptyRange(Span)
  case emptyList(Span)
  case badPattern(String, reason: String, Span)
  case badCoordinates(Span)
  case badDuration(String, Span)
  case constantComparison(Span)
  case badValue(field: String, type: String, Span, declared: Span)
  case computedColumn(String, Span)
  case badComputation(field: String, type: String, Span)
  case outOfBounds(what: String, low: Int, high: Int, Span)

  // Context
  case wrongContext(name: String, about: Context, asked: Context, Span, declared: Span)
  case mixedContexts(company: String, Span, person: String, Span)
  case nestedPersons(Span)
  case onlyInWhere(field: String, Span)
  case notOfActivity(field: String, Span)

  // Scores and grades
  case noDisciplines(String, Span)
  case zeroWeights(String, Span)
  case otherwiseNotLast(Span)
  case perOutsideSum(Span)
  case otherwiseInSum(Span)
  case halvingWithoutActivity(Span)
  case upToWithoutPer(Span)
  case gradesOrder(String, Span, above: Span)
  case gradesWithoutOtherwise(String, Span)

  // Campaigns, purposes, funnels
  case missingPart(of: String, name: String, part: String, help: String, Span)
  case repeatedPart(String, Span, first: Span)
  case finalStageLeft(String, Span, declared: Span)
  case emptyBlock(Span)
}
