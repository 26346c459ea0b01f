use super::wording::width;
