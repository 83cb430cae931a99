//! Rows by key, as a sorted list: a generation has hundreds of thousands, and nearly all are only compared.

/// Rows sorted by key, each key once.
pub(crate) struct Table<T>(Vec<(i64, T)>);

impl<T> Default for Table<T> {
    fn default() -> Self {
        Table(Vec::new())
    }
}

impl<T> Table<T> {
    /// A table of rows with different keys, in any order.
    pub(super) fn new(mut rows: Vec<(i64, T)>) -> Self {
        rows.sort_by_key(|(key, _)| *key);
        Table(rows)
    }

    /// The place of the row with this key.
    pub(super) fn place(&self, key: i64) -> Option<usize> {
        self.0.binary_search_by_key(&key, |(key, _)| *key).ok()
    }

    /// Every row with its key, in order.
    pub(super) fn iter(&self) -> impl Iterator<Item = (i64, &T)> {
        self.0.iter().map(|(key, row)| (*key, row))
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// Every row of this table, with the row of the same key in the other.
    pub(super) fn beside<'a>(
        &'a self,
        other: &'a Table<T>,
    ) -> impl Iterator<Item = (i64, &'a T, Option<&'a T>)> {
        let mut rest = other.0.iter().peekable();
        self.iter().map(move |(key, row)| {
            while rest.next_if(|(other, _)| *other < key).is_some() {}
            (key, row, rest.next_if(|(other, _)| *other == key).map(|(_, row)| row))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_held_against_those_of_another_table() {
        let old = Table::new(vec![(7, 'b'), (3, 'a'), (9, 'c')]);
        let new = Table::new(vec![(9, 'x'), (8, 'd'), (3, 'a')]);
        let beside: Vec<_> = new.beside(&old).collect();
        assert_eq!(beside, [(3, &'a', Some(&'a')), (8, &'d', None), (9, &'x', Some(&'c'))]);
        assert_eq!(old.beside(&new).filter(|(_, _, now)| now.is_none()).count(), 1);
        assert_eq!((old.place(7), old.place(8)), (Some(1), None));
    }
}
