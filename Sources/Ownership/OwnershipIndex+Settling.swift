extension OwnershipIndex {
  /// The number of a principal, which is given it when it is first met.
  mutating func number(of principal: Principal) -> Int {
    if let number = numbers[principal] { return number }
    nextNumber += 1
    numbers[principal] = nextNumber
    standings[nextNumber] = Standing(principal: principal)
    changedStandings.insert(nextNumber)
    return nextNumber
  }

  // MARK: Namespaces

  /// Works out who has a namespace, and notes whose standing that changes.
  ///
  /// Who loses a namespace that is being deleted keeps it for a minute: its bindings go before it.
  mutating func settle(_ name: String, now: UInt64) {
    var entry = entries[name] ?? NamespaceEntry()
    guard let record = namespaces[name] else {
      if entry.lingering.isEmpty { entries[name] = nil }
      return
    }
    let old = entry.holders
    let new = holders(of: name, record)
    entry.uid = record.uid
    entry.holders = new
    entries[name] = entry
    guard old != new else { return }
    let (oldSet, newSet) = (Set(old), Set(new))
    let lost = oldSet.subtracting(newSet)
    for number in lost {
      standings[number]?.namespaces.remove(name)
      changedStandings.insert(number)
    }
    for number in newSet.subtracting(oldSet) {
      standings[number]?.namespaces.insert(name)
      changedStandings.insert(number)
    }
    if record.isTerminating { linger(name, uid: record.uid, holders: lost, now: now) }
  }

  private mutating func holders(of name: String, _ record: NamespaceRecord) -> [Int] {
    var holders: Set<Int> = []
    if let tenant = record.tenant.flatMap({ tenants[$0] }), !tenant.uid.isEmpty,
      record.owners.contains(tenant.uid)
    {
      for principal in tenant.owners.keys { holders.insert(number(of: principal)) }
    }
    for claimant in claimants[name] ?? [] {
      guard let tenant = tenants[claimant], claims[claimant]?[name] == .bound(uid: record.uid)
      else { continue }
      for principal in tenant.owners.keys { holders.insert(number(of: principal)) }
    }
    for binding in (bindings[name] ?? [:]).values where grants(binding) {
      for principal in binding.subjects { holders.insert(number(of: principal)) }
    }
    return holders.sorted()
  }

  private func grants(_ binding: RoleBinding) -> Bool {
    switch visibility {
    case .owned: false
    case .anyBinding: true
    case .getNamespace: roles[binding.role]?.allows(binding.namespace) ?? false
    }
  }

  /// Remembers for a minute who had a namespace.
  mutating func linger(_ name: String, uid: String, holders: Set<Int>, now: UInt64) {
    guard !holders.isEmpty else { return }
    let until = now + Self.lingering
    entries[name, default: NamespaceEntry()].lingering.append(
      NamespaceEntry.Lingering(uid: uid, holders: holders.sorted(), until: until))
    lingerings.append(name, until: until)
    for number in holders {
      standings[number]?.lingering[name, default: 0] += 1
      changedStandings.insert(number)
    }
  }

  // MARK: Time

  /// Forgets what ended.
  mutating func expire(now: UInt64) {
    while let name = lingerings.next(now: now) {
      for ended in entries[name]?.lingering ?? [] where ended.until <= now {
        for number in ended.holders {
          let left = (standings[number]?.lingering[name] ?? 1) - 1
          standings[number]?.lingering[name] = left == 0 ? nil : left
          changedStandings.insert(number)
        }
      }
      entries[name]?.lingering.removeAll { $0.until <= now }
      changedNamespaces.insert(name)
    }
    while let number = memories.next(now: now) { changedStandings.insert(number) }
  }

  // MARK: Principals

  /// Publishes what a principal has; one that has and had nothing is forgotten.
  mutating func publish(_ number: Int, now: UInt64) {
    guard var standing = standings[number] else { return }
    let holding = holding(number, &standing, now: now)
    if holding.owned | holding.ownedRecently == 0 {
      numbers[standing.principal] = nil
      standings[number] = nil
      holdings[standing.principal] = nil
    } else {
      standings[number] = standing
      holdings[standing.principal] = holding
    }
  }

  private mutating func holding(
    _ number: Int, _ standing: inout Standing, now: UInt64
  ) -> Holding {
    var holding = Holding(id: number)
    for tenant in standing.tenants.sorted().compactMap({ tenants[$0] }) {
      for (resource, operations) in tenant.owners[standing.principal] ?? [:] {
        holding.gifts[resource, default: []].append(
          Holding.Gift(
            tenant: tenant.name, operations: operations, rules: tenant.rules[resource] ?? []))
      }
    }
    for (resource, gifts) in holding.gifts where gifts.contains(where: { !$0.operations.isEmpty }) {
      holding.owned |= resource.bit
    }
    let names = standing.namespaces.count + standing.lingering.count
    if names > 0 || !standing.tenants.isEmpty { holding.owned |= FilteredResource.namespaces.bit }
    if names <= Selection.exactNamesLimit {
      holding.namespaces = Array(standing.namespaces) + standing.lingering.keys
    }
    for resource in FilteredResource.allCases {
      if holding.owned & resource.bit != 0 {
        standing.recent[resource] = nil
      } else if standing.owned & resource.bit != 0 {
        standing.recent[resource] = now + Self.memory
        memories.append(number, until: now + Self.memory)
      } else if let until = standing.recent[resource], until <= now {
        standing.recent[resource] = nil
      }
      if standing.recent[resource] != nil { holding.ownedRecently |= resource.bit }
    }
    standing.owned = holding.owned
    return holding
  }
}
