import BantamProgram

/// Reads a declaration to people: as sentences in a language.
///
/// `explainsUsed`: what it names is read too, each once, so that the text stands for itself.
public func read(
  _ reference: Reference, in catalogue: Catalogue, _ language: Language, explainsUsed: Bool = false
) -> Reading {
  let wording = language.wording(catalogue)
  var reading = Reading(reference: reference, phrases: wording.phrases(reference))
  guard explainsUsed else { return reading }
  let lineage = Lineage(catalogue)
  var seen: Set<Reference> = [reference]
  var waiting = lineage.uses(of: reference)
  while !waiting.isEmpty {
    let next = waiting.removeFirst()
    guard isExplained(next), seen.insert(next).inserted else { continue }
    reading.used.append(Reading(reference: next, phrases: wording.phrases(next)))
    waiting += lineage.uses(of: next)
  }
  return reading
}

/// Whether a name says too little to somebody who does not know the rules.
private func isExplained(_ reference: Reference) -> Bool {
  switch reference {
  case .segment, .purpose, .list: true
  case .campaign, .score, .funnel, .team, .field, .place, .test: false
  }
}

extension Wording {
  func phrases(_ reference: Reference) -> [Phrase] {
    switch reference {
    case .segment(let id): segment(id)
    case .score(let id): score(program.scores[id])
    case .campaign(let id): campaign(program.campaigns[id])
    case .funnel(let id): funnel(program.funnels[id])
    case .purpose(let id): purposePhrases(program.purposes[id])
    case .team(let id): team(program.teams[id])
    case .field(let id): fieldPhrases(program.fields[id])
    case .list(let id): list(program.lists[id])
    case .place(let id): place(program.places[id])
    case .test(let id): test(program.tests[id])
    }
  }

  // MARK: Segments

  private func segment(_ id: SegmentID) -> [Phrase] {
    let segment = program.segments[id]
    let sentence = sentence(segment.condition, segment.context, prefersLine: false) { segmentHead(id, $0) }
    let needed = neededFields(segment.condition)
    return [sentence] + (needed.isEmpty || segment.isDefine ? [] : [Phrase(needs(needed, segment.context))])
  }

  /// The fields without which nobody is in it: those that are tested, and not negated, on the outermost level.
  private func neededFields(_ condition: Condition) -> [FieldID] {
    var found: [FieldID] = []
    for field in fieldsNeeded(by: condition) where !found.contains(field) { found.append(field) }
    return found
  }

  private func fieldsNeeded(by condition: Condition) -> [FieldID] {
    switch condition.kind {
    case .all(let parts): parts.flatMap { fieldsNeeded(by: $0) }
    case .isYes(let reference), .text(let reference, _), .isShared(let reference), .time(let reference, _),
      .within(let reference, _, _):
      [reference.field]
    case .sameText(let first, let second), .compareTimes(let first, _, let second): [first.field, second.field]
    case .number(let expression, _): expression.fields
    case .compare(let left, _, let right): left.fields + right.fields
    case .constant, .any, .not, .atLeast, .segment, .isMissing, .sample, .persons, .ofCompany, .did, .edge, .sequence,
      .aggregate, .didInEach, .member, .memberOfOther, .stage, .stageEver, .reachable:
      []
    }
  }

  // MARK: Fields, teams, purposes

  private func fieldPhrases(_ field: Field) -> [Phrase] {
    let meaning = fieldMeaning(field)
    return [Phrase("\(meaning[0]). \(meaning.dropFirst().map { $0 }.joined(" "))")]
  }

  private func team(_ team: Team) -> [Phrase] {
    let members = team.members.map { member -> Phrase in
      guard let condition = member.condition else { return Phrase(teamMember(member)) }
      return sentence(condition, .contact, prefersLine: true) { territory(member, $0) }
    }
    return [Phrase(teamHead(team), members)]
  }

  private func purposePhrases(_ purpose: Purpose) -> [Phrase] {
    let main = Phrase(self.purpose(purpose))
    guard let condition = purpose.condition else { return [main] }
    return [main, sentence(condition, condition.subject(program), prefersLine: true) { basisHead($0) }]
  }

  // MARK: Funnels

  private func funnel(_ funnel: Funnel) -> [Phrase] {
    let ways = funnel.transitions.map { transition -> Phrase in
      guard let condition = transition.guardCondition else { return Phrase(self.transition(transition, funnel, nil)) }
      return sentence(condition, condition.subject(program), prefersLine: true) {
        self.transition(transition, funnel, $0)
      }
    }
    let stages = Phrase("\(funnelHead(funnel)):", funnel.stages.map { Phrase(stage($0)) })
    return ways.isEmpty ? [stages] : [stages, Phrase(waysHead, ways)]
  }

  // MARK: Scores

  private func score(_ score: Score) -> [Phrase] {
    let sum = score.disciplines.reduce(0) { $0 + $1.weight }
    var phrases = [
      Phrase(
        "\(scoreHead(score)):",
        score.disciplines.map { part in
          Phrase("\(discipline(part, sumOfWeights: sum)):", part.lines.map { pointLine($0) })
        })
    ]
    phrases += score.vetoes.map { veto in
      sentence(veto.condition, veto.condition.subject(program), prefersLine: true) { self.veto(veto, $0) }
    }
    if !score.grades.isEmpty { phrases.append(Phrase("\(gradesHead(score)):", grades(score))) }
    return phrases
  }

  func pointLine(_ line: PointLine) -> Phrase {
    guard case .when(let condition) = line.rule else { return Phrase(points(line, nil)) }
    return sentence(condition, condition.subject(program), prefersLine: true) { points(line, $0) }
  }

  func grades(_ score: Score) -> [Phrase] {
    score.grades.enumerated().map { index, grade in
      let name = self.grade(grade, isFirst: index == 0)
      let actions = grade.actions.map { action($0) }
      return Phrase(actions.isEmpty ? name : "\(name): \(actions.joined("; "))")
    }
  }

  // MARK: Campaigns

  private func campaign(_ campaign: Campaign) -> [Phrase] {
    var steps: [Phrase] = []
    if case .segment(let id) = campaign.audience.kind {
      steps.append(Phrase(audience(id)))
    } else if case .constant(true) = campaign.audience.kind {
      steps.append(Phrase(audienceOfAll))
    } else {
      steps.append(sentence(campaign.audience, .contact, prefersLine: true) { audienceHead($0) })
    }
    for exclusion in campaign.excludes {
      if case .segment(let id) = exclusion.condition.kind {
        steps.append(Phrase(self.exclusion(id)))
      } else {
        steps.append(sentence(exclusion.condition, .contact, prefersLine: true) { exclusionHead($0) })
      }
    }
    steps += self.steps(campaign).map { Phrase($0) }
    for (index, line) in campaign.assignments.enumerated() {
      guard let condition = line.condition else {
        steps.append(Phrase(assignment(line, isFirst: index == 0, nil)))
        continue
      }
      steps.append(
        sentence(condition, .contact, prefersLine: true) {
          assignment(line, isFirst: index == 0, $0)
        })
    }
    var phrases = [Phrase("\(campaignHead(campaign)):", steps)]
    if !campaign.statuses.isEmpty { phrases.append(Phrase("\(statuses(campaign.statuses)).")) }
    return phrases + campaignEnd(campaign).map { Phrase($0) }
  }

  // MARK: Tests

  private func test(_ test: Test) -> [Phrase] {
    func name(_ contact: Int) -> String { test.contacts[contact].name ?? "" }
    var facts = test.contacts.map { contact in given(contact, of: contact.company.map { name($0) }) }
    facts += test.activities.map { given($0, of: name($0.contact)) }
    facts += test.expectations.map { expected($0, of: name($0.contact)) }
    return [Phrase("\(testHead(test)):", facts.map { Phrase($0) })]
  }
}

extension NumberExpression {
  var fields: [FieldID] {
    switch self {
    case .constant: []
    case .field(let reference), .companyField(let reference), .elapsed(_, let reference): [reference.field]
    case .binary(_, let left, let right): left.fields + right.fields
    }
  }
}
