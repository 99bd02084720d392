package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
)

// Check looks for faults in what is stored, of all owners, and lists them in
// words. An empty list says that it is sound. It reads every page of a SQLite
// file.
func (s *Store) Check(ctx context.Context) ([]string, error) {
	var faults []string
	if s.dialect == sqliteDialect {
		found, err := s.checkFile(ctx)
		if errors.Is(err, ErrDamaged) {
			return []string{err.Error()}, nil
		}
		if err != nil {
			return nil, err
		}
		faults = found
	}
	for _, look := range []func(context.Context) ([]string, error){s.checkHanging, s.checkVersions, s.checkLatest, s.checkLists} {
		found, err := look(ctx)
		if errors.Is(err, ErrDamaged) {
			return append(faults, err.Error()), nil
		}
		if err != nil {
			return nil, err
		}
		faults = append(faults, found...)
	}
	return faults, nil
}

// checkFile lets SQLite look at its pages and indexes.
func (s *Store) checkFile(ctx context.Context) ([]string, error) {
	said, err := s.texts(ctx, `PRAGMA integrity_check(20)`)
	if err != nil || slices.Equal(said, []string{"ok"}) {
		return nil, err
	}
	for i := range said {
		said[i] = "the file is damaged: " + said[i]
	}
	return said, nil
}

// checkHanging looks for rows whose story is gone.
func (s *Store) checkHanging(ctx context.Context) ([]string, error) {
	var faults []string
	for _, t := range tables() {
		if !slices.ContainsFunc(t.columns, func(c column) bool { return c.name == "story" }) {
			continue
		}
		found, err := s.texts(ctx, `SELECT DISTINCT x.story FROM `+t.name+` x WHERE NOT EXISTS
			(SELECT 1 FROM stories s WHERE s.owner = x.owner AND s.id = x.story)`)
		if err != nil {
			return nil, err
		}
		for _, id := range found {
			faults = append(faults, fmt.Sprintf("%s has rows of the story %s, which is not there", t.name, id))
		}
	}
	return faults, nil
}

// checkVersions looks for stories whose present text is not in their history.
func (s *Store) checkVersions(ctx context.Context) ([]string, error) {
	found, err := s.texts(ctx, `SELECT s.id FROM stories s LEFT JOIN versions v
		ON v.owner = s.owner AND v.story = s.id AND v.revision = s.revision
		WHERE v.story IS NULL OR v.answer <> s.answer OR v.notes <> s.notes OR v.title <> s.title`)
	var faults []string
	for _, id := range found {
		faults = append(faults, fmt.Sprintf("the story %s is not in its own history as it is now", id))
	}
	return faults, err
}

// checkLatest looks for reviews that lists of stories would not show.
func (s *Store) checkLatest(ctx context.Context) ([]string, error) {
	found, err := s.texts(ctx, `SELECT DISTINCT r.story FROM reviews r LEFT JOIN latest_reviews l
		ON l.owner = r.owner AND l.rubric = r.rubric AND l.engine = r.engine AND l.story = r.story
		WHERE l.made IS NULL OR l.made < r.made`)
	var faults []string
	for _, id := range found {
		faults = append(faults, fmt.Sprintf("the latest review of the story %s is not known as such", id))
	}
	return faults, err
}

// checkLists looks for lists that can't be read.
func (s *Store) checkLists(ctx context.Context) ([]string, error) {
	var faults []string
	for _, name := range []string{"stories", "versions"} {
		for _, list := range []string{"questions", "tags", "principles"} {
			found, err := s.texts(ctx, `SELECT DISTINCT `+list+` FROM `+name)
			if err != nil {
				return nil, err
			}
			for _, text := range found {
				if _, err := decodeList(text); err != nil {
					faults = append(faults, fmt.Sprintf("%s of %s: %v", list, name, err))
				}
			}
		}
	}
	return faults, nil
}

// texts reads a column of text.
func (s *Store) texts(ctx context.Context, query string) ([]string, error) {
	rows, err := s.reads.QueryContext(ctx, query)
	if err != nil {
		return nil, s.explain(err)
	}
	defer rows.Close()
	var found []string
	for rows.Next() {
		var text string
		if err := rows.Scan(&text); err != nil {
			return nil, s.explain(err)
		}
		found = append(found, text)
	}
	return found, s.explain(rows.Err())
}

// Size is how many bytes the database takes on the disk: the file with its
// log on SQLite, the tables with their indexes on Postgres.
func (s *Store) Size(ctx context.Context) (int64, error) {
	if s.dialect == sqliteDialect {
		return filesSize(s.path, s.path+"-wal", s.path+"-shm")
	}
	var bytes int64
	for _, t := range tables() {
		var n int64
		if err := s.reads.QueryRowContext(ctx, `SELECT pg_total_relation_size($1::regclass)`, t.name).Scan(&n); err != nil {
			return 0, s.explain(err)
		}
		bytes += n
	}
	return bytes, nil
}

// filesSize adds up the files that are there.
func filesSize(paths ...string) (int64, error) {
	var bytes int64
	for _, path := range paths {
		info, err := os.Stat(path)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return 0, fmt.Errorf("the size of the database can't be seen: %w", err)
		}
		bytes += info.Size()
	}
	return bytes, nil
}
