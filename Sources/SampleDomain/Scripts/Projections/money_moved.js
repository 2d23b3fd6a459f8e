// How much moves between each account and others: a transfer counts for both accounts, and so has two keys.

export const from = { category: "account", types: "TransferSent" }

export const key = ({ stream, data }) => [stream, data.to]

export const initialState = { transfers: 0, moved: 0 }

export function evolve({ transfers, moved }, { data }) {
  return { transfers: transfers + 1, moved: moved + data.amount }
}
