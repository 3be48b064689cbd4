-- @row
u.id, u.user_name, u.first_name, u.last_name, u.email, u.lang, u.active, u.role_id, r.name AS role_name,
    u.expires_at, u.created_at, u.last_login_at, u.locked_until, u.version

-- :get
SELECT @row
FROM admin_user u LEFT JOIN role r ON r.id = u.role_id WHERE u.id = $1

-- :by_name
SELECT @row
FROM admin_user u LEFT JOIN role r ON r.id = u.role_id WHERE u.user_name_fold = $1

-- :id_by_name
SELECT id FROM admin_user WHERE user_name_fold = $1

-- :id_by_email
SELECT id FROM admin_user WHERE email_fold = $1

-- :put
INSERT INTO admin_user (user_name, user_name_fold, first_name, last_name, email, email_fold, password_hash, lang,
    active, role_id, expires_at, failures, created_at, version)
VALUES (:user_name, :user_name_fold, :first_name, :last_name, :email, :email_fold, :password_hash, :lang,
    :active, :role_id, :expires_at, 0, :created_at, 1)
RETURNING id

-- :save
UPDATE admin_user SET user_name = :user_name, user_name_fold = :user_name_fold, first_name = :first_name,
    last_name = :last_name, email = :email, email_fold = :email_fold, lang = :lang, active = :active,
    role_id = :role_id, expires_at = :expires_at, version = version + 1
WHERE id = :id AND version = :version
RETURNING id

-- A new password also lifts the lock after wrong ones.
-- :password
UPDATE admin_user SET password_hash = $2, failures = 0, locked_until = NULL WHERE id = $1

-- :delete
DELETE FROM admin_user WHERE id = $1
