// How values and names are shown to who wrote the script: in log lines, in errors, in advice.
'use strict';
(function showing() {
  const { stringify } = JSON
  const { ownKeys } = Reflect
  const { prototype: plain } = Object
  const isArray = Array.isArray
  const { toISOString, getTime } = Date.prototype
  const longest = 4000

  /** A text that is no flood. */
  function short(text) {
    return text.length > longest ? text.slice(0, longest) + '…' : text
  }

  /** A value as JSON, and what JSON has not as it is written in JavaScript; at the top a text as it is. */
  function shown(value) {
    if (typeof value === 'string') return value
    const written = { parts: [], length: 0 }
    try {
      write(value, [], written)
    } catch {
      return 'something that cannot be shown'
    }
    return written.parts.join('')
  }

  function put(written, text) {
    written.parts.push(text)
    written.length += text.length
  }

  function write(value, above, written) {
    switch (typeof value) {
      case 'string': return put(written, stringify(short(value)))
      case 'bigint': return put(written, `${value}n`)
      case 'function': return put(written, above.length ? `[function ${value.name}]` : String(value))
      case 'object': break
      default: return put(written, String(value))
    }
    if (value === null) return put(written, 'null')
    if (above.includes(value)) return put(written, '[circular]')
    if (above.length > 100) return put(written, '…')
    if (value instanceof Date) {
      return put(written, isNaN(getTime.call(value)) ? 'Invalid Date' : toISOString.call(value))
    }
    if (value instanceof Error) return put(written, `${value.name}: ${value.message}`)
    if (value instanceof RegExp) return put(written, String(value))
    if (value instanceof Promise) return put(written, 'a Promise, since its function is async')
    above.push(value)
    if (isArray(value)) {
      list(value, written, '[]', member => write(member, above, written))
    } else if (value instanceof Map) {
      put(written, `Map(${value.size}) `)
      list(value, written, '{}', ([key, member]) => {
        write(key, above, written)
        put(written, ' => ')
        write(member, above, written)
      })
    } else if (value instanceof Set) {
      put(written, `Set(${value.size}) `)
      list(value, written, '{}', member => write(member, above, written))
    } else {
      const prototype = Object.getPrototypeOf(value)
      const name = prototype === plain || prototype === null ? '' : prototype.constructor?.name
      if (name && name !== 'Object') put(written, `${name} `)
      list(Object.keys(value), written, '{}', key => {
        put(written, `${stringify(key)}:`)
        write(value[key], above, written)
      })
    }
    above.pop()
  }

  /** Members between two signs, as many as are not too long to be shown. */
  function list(members, written, [open, close], writeMember) {
    put(written, open)
    let isFirst = true
    for (const member of members) {
      if (!isFirst) put(written, ',')
      isFirst = false
      if (written.length > longest) {
        put(written, '…')
        break
      }
      writeMember(member)
    }
    put(written, close)
  }

  /** The rows of a table, its columns one below the other: of a list, a map or an object of rows. */
  function table(rows, columns) {
    const lines = isArray(rows) ? rows.map((row, i) => [i, row]) : Object.entries(rows)
    const names = columns ?? [...new Set(lines.flatMap(([, row]) => isRow(row) ? Object.keys(row) : []))]
    const hasValues = lines.some(([, row]) => !isRow(row))
    const cell = (row, name) => isRow(row) && Object.hasOwn(row, name) ? shown(row[name]) : ''
    const cells = [
      ['', ...names.map(String), ...hasValues ? ['value'] : []],
      ...lines.map(([key, row]) => [
        String(key), ...names.map(name => cell(row, name)), ...hasValues ? [isRow(row) ? '' : shown(row)] : [],
      ]),
    ]
    const widths = cells[0].map((_, i) => cells.reduce((most, line) => Math.max(most, line[i].length), 0))
    return cells.map(line => line.map((text, i) => text.padEnd(widths[i])).join('  ').trimEnd())
  }
  const isRow = row => row !== null && typeof row === 'object'

  /** The name that somebody meant who wrote another: in other case, or with a letter or two off. */
  function near(name, names) {
    const text = name.toLowerCase()
    const most = name.length < 4 ? 0 : name.length < 8 ? 1 : 2
    let found
    let least = most + 1
    for (const known of names) {
      const far = distance(text, known.toLowerCase(), least)
      if (known !== name && far < least) [found, least] = [known, far]
    }
    return found
  }
  /** How many letters have to be put in, taken out, changed, or swapped with the next; where it is `limit` or more, something like it. */
  function distance(a, b, limit) {
    if (Math.abs(a.length - b.length) >= limit || a.length > 60) return limit
    let before = []
    let row = [...b, ''].map((_, i) => i)
    for (let i = 0; i < a.length; i++) {
      const next = [i + 1]
      for (let j = 0; j < b.length; j++) {
        const isSwapped = i > 0 && j > 0 && a[i] === b[j - 1] && a[i - 1] === b[j]
        const swapped = isSwapped ? before[j - 1] + 1 : Infinity
        next.push(Math.min(row[j + 1] + 1, next[j] + 1, row[j] + (a[i] === b[j] ? 0 : 1), swapped))
      }
      before = row
      row = next
    }
    return row[b.length]
  }

  /** A long path, without its middle. */
  const path = text => text.length > 120 ? `${text.slice(0, 60)}…${text.slice(-40)}` : text

  return { short, shown, table, near, path }
})
