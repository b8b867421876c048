//! Lines of an article that are not the article.
