// Which articles people put into their orders, and take out again: a row for each, by its SKU.
// Events without one have no partition, and are passed over.

fromCategory("order")
  .partitionBy(({ data }) => data.sku)
  .when({
    $init: () => ({ name: "", pieces: 0, orders: 0, taken_out: 0 }),
    ItemAdded(article, { data }) {
      article.name = data.name
      article.pieces += data.quantity
      article.orders += 1
    },
    ItemRemoved(article) {
      article.taken_out += 1
    },
  })
