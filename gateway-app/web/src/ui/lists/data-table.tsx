import type { ReactNode } from 'react';
import classes from './data-table.module.css';
import { Listing, type PagedList } from './listing.js';

/** A column: its heading, and the cell of an item. */
export interface Column<Item> {
  readonly key: string;
  readonly label: string;
  readonly cell: (item: Item) => ReactNode;
  /** For numbers. */
  readonly align?: 'end';
}

interface DataTableProps<Item> {
  /** Says what the table lists; read by screen readers. */
  readonly caption: string;
  readonly columns: readonly Column<Item>[];
  readonly items: readonly Item[];
  readonly keyOf: (item: Item) => string;
}

/**
 * A dense table that becomes a list of cards on narrow screens, each cell with its column's name. The roles are
 * explicit because browsers forget a table's meaning when its display changes.
 */
export function DataTable<Item>({ caption, columns, items, keyOf }: DataTableProps<Item>): ReactNode {
  return (
    <div className={classes.frame}>
      <table role="table" className={classes.table}>
        <caption className={classes.caption}>{caption}</caption>
        <thead role="rowgroup">
          <tr role="row">
            {columns.map(({ key, label, align }) => (
              <th key={key} role="columnheader" scope="col" data-align={align}>
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {items.map((item) => (
            <tr key={keyOf(item)} role="row">
              {columns.map(({ key, label, cell, align }) => (
                <td key={key} role="cell" data-label={label} data-align={align}>
                  {cell(item)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface ListTableProps<Item> extends Omit<DataTableProps<Item>, 'items'> {
  readonly list: PagedList<Item>;
  /** Shown instead of a table without rows. */
  readonly empty: ReactNode;
}

/** Shows a list as a table, in the states of a {@link Listing}. */
export function ListTable<Item>({ list, empty, ...table }: ListTableProps<Item>): ReactNode {
  return (
    <Listing list={list} empty={empty}>
      {(items) => <DataTable {...table} items={items} />}
    </Listing>
  );
}
