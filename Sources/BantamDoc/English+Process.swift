import BantamProgram

extension English {
  // MARK: Scores

  func scoreHead(_ score: Score) -> Words {
    let id = program.scores.firstIndex { $0.name == score.name } ?? 0
    return
      "\(mention(.score(id))) gives a contact 0 to 100 points: the mean of \(count(score.disciplines.count, "part", "parts")), each with its weight"
  }

  func discipline(_ discipline: Discipline, sumOfWeights: Int) -> Words {
    let name = quoted(discipline.label ?? spaced(discipline.name))
    let weight = "weight \(discipline.weight) of \(sumOfWeights)"
    guard let sum = discipline.sumTo else { return "\(name), \(weight) – the first line that is true counts" }
    let all = sum == 100 ? "" : ", which count as 100"
    return "\(name), \(weight) – all lines that are true are added, to no less than 0 and no more than \(sum)\(all)"
  }

  func points(_ line: PointLine, _ group: Group?) -> Words {
    let points = (line.points < 0 ? "−" : "") + self.count(abs(line.points), "point", "points")
    let halving = line.halvingDays.map { ", halved every \($0 == 1 ? "day" : "\(count($0)) days") since then" } ?? ""
    switch line.rule {
    case .when: return group.map { "\(points)\(halving) if \(said(of: $0))" } ?? "\(points)\(halving)"
    case .otherwise: return "otherwise \(points)"
    case .per(let filter, let most):
      let upTo = most.map { ", together at most \(count($0))" } ?? ""
      return "\(points) for each \(named(filter))\(inWindow(filter))\(with(filter))\(halving)\(upTo)"
    }
  }

  func veto(_ veto: Veto, _ group: Group?) -> Words {
    "Always the lowest grade, whatever the points, with the reason \(quoted(veto.reason)), if \(said(group))"
  }

  func gradesHead(_ score: Score) -> Words { "The points give the grade" }

  func grade(_ grade: Grade, isFirst: Bool) -> Words {
    let name = Words(text: quoted(grade.name))
    guard let from = grade.from else { return isFirst ? "\(name) for everybody" : "\(name) below that" }
    return "\(name) from \(number(from, isMoney: false)) points on"
  }

  func action(_ action: Action) -> Words {
    switch action {
    case .openOpportunity: "an opportunity is opened"
    case .handOver(let team): "the contact is handed over to \(mention(.team(team)))"
    case .notify(let text): "the owner is told: \(quoted(text))"
    case .suggest(let suggestion): "it is suggested \(self.suggestion(suggestion))"
    }
  }

  func suggestion(_ suggestion: Suggestion) -> Words {
    switch suggestion {
    case .convert(let stage): "to convert it to \(quoted(stageTitle(stage)))"
    case .keep(let place): "to keep it in \(keeper(place))"
    case .demote(let stage): "to put it back to \(quoted(stageTitle(stage)))"
    case .text(let text): "to do this: \(quoted(text))"
    }
  }

  // MARK: Funnels

  func funnelHead(_ funnel: Funnel) -> Words {
    if funnel.stages.count == 1 { return "There is one stage" }
    let count = self.count(funnel.stages.count, "stage", "stages")
    return funnel.isPerProject
      ? "In each project on its own, a contact stands at one of \(count)" : "A contact stands at one of \(count)"
  }

  func stage(_ stage: Stage) -> Words {
    var words = Words(text: quoted(stage.label ?? spaced(stage.name)))
    if let team = stage.team { words.append(", taken care of by \(mention(.team(team)))") }
    if !stage.requires.isEmpty { words.append("; before, \(and(stage.requires.map { field($0) })) must be known") }
    if let within = stage.within {
      words.append("; whoever is there for more than \(duration(within)) stays too long")
      if let suggestion = stage.elseSuggest { words.append(", and it is suggested \(self.suggestion(suggestion))") }
    }
    if stage.isFinal { words.append("; nothing leads on from here") }
    return words
  }

  func transition(_ transition: Transition, _ funnel: Funnel, _ group: Group?) -> Words {
    func name(_ stage: Int) -> String { quoted(funnel.stages[stage].label ?? spaced(funnel.stages[stage].name)) }
    let events = transition.events.map { Words(text: quoted(spaced($0))) }.listed(or)
    let way: Words = "from \(name(transition.from)) to \(name(transition.to)) when \(events) happens"
    return transition.guardCondition == nil ? way : "\(way), and \(said(group))"
  }

  // MARK: Campaigns

  func campaignHead(_ campaign: Campaign) -> Words {
    let id = program.campaigns.firstIndex { $0.name == campaign.name } ?? 0
    return "The campaign \(mention(.campaign(id))) finds its contacts step by step"
  }

  func audience(_ segment: SegmentID) -> Words { "The audience is \(mention(.segment(segment)))" }

  var audienceOfAll: Words { "The audience is everybody" }

  func audienceHead(_ group: Group?) -> Words { "The audience is every contact of which \(said(group))" }

  func exclusion(_ segment: SegmentID) -> Words {
    let verb = program.segments[segment].isDefine ? "meets the criterion" : "belongs to"
    return "Left out is who \(verb) \(mention(.segment(segment)))"
  }

  func exclusionHead(_ group: Group?) -> Words { "Left out is every contact of which \(said(group))" }

  func steps(_ campaign: Campaign) -> [Words] {
    var steps: [Words] = []
    if !campaign.yieldsTo.isEmpty {
      steps.append("Whom \(or(campaign.yieldsTo.map { mention(.campaign($0)) })) takes is left to that campaign")
    }
    if let sample = campaign.sample {
      let (low, high) = (sample.buckets.lowerBound, sample.buckets.upperBound)
      let parts = low == high ? "part \(low)" : "parts \(low) to \(high)"
      let by = campaign.sampleSeed.isEmpty ? "" : ", drawn by \(quoted(campaign.sampleSeed))"
      steps.append("Of these only \(parts) of \(sample.of) of a lasting random split\(by)")
    }
    if let purpose = campaign.purpose {
      steps.append("Of these only who may be contacted for \(mention(.purpose(purpose)))")
    } else {
      steps.append("Nobody is written to: the campaign is internal")
    }
    if let limit = campaign.limit {
      let best: Words = limit.score.map { ", the best by \(mention(.score($0)))" } ?? ", those with the lowest keys"
      steps.append("At most \(count(limit.count, "contact", "contacts"))\(best)")
    }
    return steps
  }

  func assignment(_ assignment: Assignment, isFirst: Bool, _ group: Group?) -> Words {
    let who = isFirst ? "Who is found" : "Who has nobody yet"
    var words = Words(text: who + " goes to ")
    switch assignment.target {
    case .team(let team):
      let method =
        switch assignment.method {
        case .roundRobin: "in turn"
        case .leastLoaded: "to whom has the fewest"
        case .weighted: "by their weights"
        }
      words.append("\(mention(.team(team))), \(method)")
    case .person(let address): words.append(Words(text: address))
    case .previousOwner: words = "\(who) stays with whoever takes care of the contact already"
    }
    if let capacity = assignment.capacity {
      let each = if case .person = assignment.target { "" } else { " each" }
      words.append(", at most \(self.capacity(capacity))\(each)")
    }
    if assignment.condition != nil { words.append(" – if \(said(group))") }
    return words
  }

  func statuses(_ statuses: [MemberStatus]) -> Words {
    let names = statuses.map { Words(text: quoted($0.name)) }.joined(", ")
    let responses = statuses.filter(\.isResponse).map { Words(text: quoted($0.name)) }
    let words = "A member has one of these statuses: \(names)" as Words
    return responses.isEmpty ? words : "\(words); as an answer counts \(or(responses))"
  }

  func campaignEnd(_ campaign: Campaign) -> [Words] {
    var words: [Words] = []
    if let score = campaign.score { words.append("The leads are judged by \(mention(.score(score))).") }
    if let project = campaign.project {
      let funnel: Words = campaign.funnel.map { ", which follows the funnel \(mention(.funnel($0)))" } ?? ""
      words.append("The campaign belongs to the project \(quoted(spaced(project)))\(funnel).")
    }
    if campaign.isSnapshot {
      words.append("The audience is that of the first run and does not change any more.")
    }
    return words
  }
}
