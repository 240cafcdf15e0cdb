/// The fixed words of the reference and of the list of a rule set's parts.
enum Heading: Sendable, CaseIterable {
  case rules, contents, currency, zone, clock, clockIsNow, fiscalYear, contactTable, activityTable
  case parts, wholePicture, wholePictureText, tooLarge
  case campaigns, segments, defines, scores, funnels, purposes, teams, fields, lists, places, tests
  case name, label, type, from, readBy, source, uses, usedBy, unused, testedBy, asked
  case points, when, grade, follows, otherwise
  case handledBy, stageTimes, legend
  case testsText, fieldsText, definesText
}
