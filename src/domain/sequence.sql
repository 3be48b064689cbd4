-- :next
INSERT INTO sequence (name, next) VALUES ($1, 2)
ON CONFLICT (name) DO UPDATE SET next = sequence.next + 1 RETURNING next - 1
